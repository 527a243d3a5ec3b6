package io.earnorm.pool.engine;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Where threads wait for something other than a lease: the first connection, the end of a drain. */
final class Gate {

    private final PoolContext<?> pool;
    private final CopyOnWriteArrayList<Thread> waiting = new CopyOnWriteArrayList<>();

    Gate(PoolContext<?> pool) {
        this.pool = pool;
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Has everybody who waits look again. */
    void open(Effects effects) {
        for (Thread thread : waiting) {
            effects.add(() -> pool.surroundings.parking().unpark(thread));
        }
    }

    /**
     * Waits until a condition holds, the deadline has passed, or the thread is interrupted (its flag
     * stays set).
     *
     * @return whether the condition holds
     */
    boolean await(BooleanSupplier condition, long deadline) {
        Thread thread = Thread.currentThread();
        waiting.add(thread);
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - pool.now();
                if (left <= 0 || thread.isInterrupted()) {
                    return false;
                }
                pool.surroundings.parking().park(this, left);
            }
            return true;
        } finally {
            waiting.remove(thread);
        }
    }
}
