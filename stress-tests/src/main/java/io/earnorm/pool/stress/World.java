package io.earnorm.pool.stress;

import io.earnorm.pool.engine.EngineClock;
import io.earnorm.pool.engine.Parking;
import io.earnorm.pool.engine.Surroundings;
import io.earnorm.pool.engine.Workers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Clock, workers and parking that have no thread of their own: a task runs in the thread that wants it
 * done, or in the one that a test sends for it, and time stands still until a test moves it. So there
 * is nothing between two racing threads but the engine.
 */
final class World implements EngineClock, Workers, Parking {

    /** What happens to a thread that parks. */
    enum Waiting {
        /** It waits for its wake-up. One that never comes ends the wait as if its time was over. */
        PATIENT,
        /** The time that it would wait has passed after a moment. */
        OUT_OF_TIME,
        /** It is interrupted after a moment. */
        INTERRUPTED
    }

    /** No wake-up takes that long, on however busy a machine. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int LONGEST_DAWDLING = 1_000;

    private final AtomicLong now = new AtomicLong(1_000);
    private final AtomicLong parked = new AtomicLong();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<AtomicReference<Runnable>> timers = new ConcurrentLinkedQueue<>();

    private volatile boolean tasksWait;
    private volatile Waiting waiting = Waiting.PATIENT;

    Surroundings surroundings() {
        return new Surroundings(this, this, this, () -> 0);
    }

    void waiting(Waiting kind) {
        waiting = kind;
    }

    /** From here on a task waits for somebody who runs it. */
    void letTasksWait() {
        tasksWait = true;
    }

    /** Waits for a task, then does the same. */
    void awaitTasks() {
        while (tasks.isEmpty()) {
            Thread.onSpinWait();
        }
        runTasks();
    }

    /** Runs what waits, and has every later task run in the thread that wants it done. */
    void runTasks() {
        tasksWait = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs every timer there is that was not cancelled. */
    void fireTimers() {
        for (int left = timers.size(); left > 0; left--) {
            AtomicReference<Runnable> timer = timers.poll();
            if (timer != null) {
                timer.get().run();
            }
        }
    }

    void pass(long nanos) {
        now.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void execute(Runnable task) {
        if (tasksWait) {
            tasks.add(task);
            if (!tasksWait) { // Whoever ran the others may have gone.
                runTasks();
            }
        } else {
            task.run();
        }
    }

    @Override
    public Cancellation schedule(long delayNanos, Runnable task) {
        AtomicReference<Runnable> timer = new AtomicReference<>(task); // By identity: two may have the same task.
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void park(Object blocker, long nanos) {
        switch (waiting) {
            case PATIENT -> await(blocker, nanos);
            case OUT_OF_TIME -> {
                dawdle();
                pass(nanos);
            }
            case INTERRUPTED -> {
                dawdle();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the other thread come as far as chance will have it. */
    private static void dawdle() {
        for (int left = ThreadLocalRandom.current().nextInt(LONGEST_DAWDLING); left > 0; left--) {
            Thread.onSpinWait();
        }
    }

    private void await(Object blocker, long nanos) {
        long start = System.nanoTime();
        LockSupport.parkNanos(blocker, PATIENCE_NANOS);
        if (parked.addAndGet(System.nanoTime() - start) >= PATIENCE_NANOS) {
            pass(nanos);
        }
    }

    @Override
    public void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }
}
