package io.earnorm.pool.stress;

import io.earnorm.pool.engine.EngineClock;
import io.earnorm.pool.engine.Parking;
import io.earnorm.pool.engine.Workers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Workers run in the thread that wants it done, timers never fire, and time passes only for one who waits while nobody
 * does anything, and then nobody does anything until that one has gone or waits again. So nobody is out of time while a
 * connection is on its way: one who gave up while it came would leave it in the pool, and no order of operations
 * explains that. What comes of such a meeting is for the tests of races to judge.
 */
final class TimelessWorld implements EngineClock, Workers, Parking {

    /** Stands for the one whose time passed. */
    private static final int ALONE = -1;

    private final AtomicLong now = new AtomicLong(1_000);

    /** How many threads do something in the pool, and don't wait; or {@link #ALONE}. */
    private final AtomicInteger busy = new AtomicInteger();

    private final Set<Thread> woken = ConcurrentHashMap.newKeySet();

    /** Runs an operation on the pool. */
    <T> T run(Supplier<T> operation) {
        enter();
        try {
            return operation.get();
        } finally {
            leave();
        }
    }

    private void enter() {
        int others = busy.get();
        while (others == ALONE || !busy.compareAndSet(others, others + 1)) {
            Thread.yield();
            others = busy.get();
        }
    }

    private void leave() {
        if (!busy.compareAndSet(ALONE, 0)) {
            busy.decrementAndGet();
        }
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Cancellation schedule(long delayNanos, Runnable task) {
        return () -> {};
    }

    @Override
    public void park(Object blocker, long nanos) {
        leave();
        while (!woken.remove(Thread.currentThread())) {
            if (busy.compareAndSet(0, ALONE)) { // Whoever has woken us did so before.
                if (!woken.remove(Thread.currentThread())) {
                    now.addAndGet(nanos);
                }
                return;
            }
            Thread.yield();
        }
        enter();
    }

    @Override
    public void unpark(Thread thread) {
        woken.add(thread);
    }
}
