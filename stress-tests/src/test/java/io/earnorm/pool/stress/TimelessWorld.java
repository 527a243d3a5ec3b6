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
 * Workers run in the thread that wants it done, timers never fire, and time passes only for those who wait
 * while nobody does anything: so nobody is out of time while a connection is on its way.
 */
final class TimelessWorld implements EngineClock, Workers, Parking {

    private final AtomicLong now = new AtomicLong(1_000);

    /** How many threads do something in the pool, and don't wait. */
    private final AtomicInteger busy = new AtomicInteger();

    private final Set<Thread> woken = ConcurrentHashMap.newKeySet();

    /** Runs an operation on the pool. */
    <T> T run(Supplier<T> operation) {
        busy.incrementAndGet();
        try {
            return operation.get();
        } finally {
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
        busy.decrementAndGet();
        while (!woken.remove(Thread.currentThread())) {
            if (busy.get() == 0) { // Whoever has woken us did so before.
                if (!woken.remove(Thread.currentThread())) {
                    now.addAndGet(nanos);
                }
                break;
            }
            Thread.yield();
        }
        busy.incrementAndGet();
    }

    @Override
    public void unpark(Thread thread) {
        woken.add(thread);
    }
}
