package io.earnorm.pool.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Clock, workers and parking of a world with one thread, in which time passes only when nothing is
 * left to do: who parks runs the next task instead, or moves the clock on. Not thread-safe by more
 * than a lock around each step, so that a test may bring a second thread.
 */
final class ManualWorkers implements Workers, Parking {

    private record Timer(long at, long number, Runnable task) {}

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long now = Long.MAX_VALUE - 1_000; // Close to the overflow, as System.nanoTime() may be.
    private long numbers;

    Surroundings surroundings() {
        return new Surroundings(this::nanoTime, this, this, () -> 0);
    }

    synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public synchronized Cancellation schedule(long delayNanos, Runnable task) {
        // Relative to the start, since absolute times overflow.
        Timer timer = new Timer(elapsed() + delayNanos < 0 ? Long.MAX_VALUE : elapsed() + delayNanos, numbers++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** How many tasks wait for a worker. */
    synchronized int queued() {
        return tasks.size();
    }

    synchronized int timers() {
        return timers.size();
    }

    /** Runs one task. Returns false when there was none. */
    boolean runOne() {
        Runnable task;
        synchronized (this) {
            task = tasks.poll();
        }
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    void runAll() {
        while (runOne()) {}
    }

    /** Lets time pass, and everything happen that falls due. */
    void advance(long nanos) {
        long end = elapsed() + nanos;
        runAll();
        for (Timer timer = due(end); timer != null; timer = due(end)) {
            timer.task.run();
            runAll();
        }
        moveTo(end);
    }

    /** The next timer until then, after moving the clock to it. */
    private synchronized Timer due(long end) {
        Timer next = timers.peek();
        if (next == null || next.at > end) {
            return null;
        }
        moveTo(next.at);
        return timers.poll();
    }

    private synchronized void moveTo(long elapsed) {
        now += Math.max(0, elapsed - elapsed());
    }

    private synchronized long elapsed() {
        return now - (Long.MAX_VALUE - 1_000);
    }

    @Override
    public void park(Object blocker, long nanos) {
        if (runOne()) {
            return;
        }
        long end = nanos > Long.MAX_VALUE - elapsed() ? Long.MAX_VALUE : elapsed() + nanos;
        Timer timer = due(end);
        if (timer != null) {
            timer.task.run();
        } else {
            moveTo(end);
        }
    }

    @Override
    public void unpark(Thread thread) {}
}
