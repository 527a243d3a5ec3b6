package io.earnorm.pool.samples.quickstart.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some threads that call the same thing again and again until the time is over. */
final class LoadRun {

    private static final Logger log = LoggerFactory.getLogger(LoadRun.class);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 20; // A refusal takes microseconds: don't spin on it.

    private final int threads;
    private final long begin = System.nanoTime();
    private final long lengthNanos;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch working;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile long endNanos;

    private LoadRun(int threads, Duration length) {
        this.threads = threads;
        this.lengthNanos = length.toNanos();
        this.working = new CountDownLatch(threads);
    }

    /** One that is over already. */
    static LoadRun none() {
        return new LoadRun(0, Duration.ZERO);
    }

    static LoadRun start(int threads, Duration length, Runnable call) {
        LoadRun run = new LoadRun(threads, length);
        for (int i = 1; i <= threads; i++) {
            Thread thread = new Thread(() -> run.work(call), "load-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return run;
    }

    boolean isRunning() {
        return working.getCount() > 0;
    }

    /** Asks the threads to stop, and waits until the calls that they are in have returned. */
    void stop() {
        stopped.countDown();
        try {
            working.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    LoadState state() {
        long elapsed = elapsedNanos();
        long done = calls.sum();
        return new LoadState(
                isRunning(),
                threads,
                isRunning() ? TimeUnit.NANOSECONDS.toSeconds(Math.max(0, lengthNanos - elapsed)) : 0,
                done,
                failures.sum(),
                done * TimeUnit.SECONDS.toNanos(1) / Math.max(1, elapsed));
    }

    private void work(Runnable call) {
        try {
            while (stopped.getCount() > 0 && elapsedNanos() < lengthNanos) {
                attempt(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endNanos = System.nanoTime();
            working.countDown();
        }
    }

    private void attempt(Runnable call) throws InterruptedException {
        try {
            call.run();
            calls.increment();
        } catch (RuntimeException e) {
            failures.increment();
            log.debug("A call of the load failed: {}", e.getMessage());
            stopped.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private long elapsedNanos() {
        return (isRunning() ? System.nanoTime() : endNanos) - begin;
    }
}
