package io.earnorm.pool.mongodb;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what must not be interrupted on a thread that nobody interrupts: the driver leaves a thread and a socket behind, for
 * ever, when the pool gives up an attempt to connect while the client is being made; and an abort that is interrupted leaves its
 * transaction open.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Returns what the work returns, or throws what it throws. For short work. An interrupt meanwhile is kept for later. */
    static <T> T call(String thread, Callable<T> work) {
        return call(thread, work, Duration.ZERO).orElseThrow();
    }

    /**
     * The same, for work that may take longer than anybody waits for it; then it goes on alone.
     *
     * @param longest how long to wait; zero: no limit
     * @return what the work returns; empty: it is not done yet
     */
    static <T> Optional<T> call(String thread, Callable<T> work, Duration longest) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = new Thread(task, thread);
        worker.setDaemon(true);
        worker.start();
        try {
            return Optional.of(await(task, longest.isZero() ? Long.MAX_VALUE : longest.toNanos()));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw asItWas(e);
        }
    }

    private static <T> T await(FutureTask<T> task, long longestNanos) throws ExecutionException, TimeoutException {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(longestNanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException asItWas(ExecutionException e) {
        Throwable failure = e.getCause();
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
