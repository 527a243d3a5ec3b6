package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until a pool has no connection left. */
final class DrainWatch implements PoolListener {

    /** The count may fall a moment after the event, so nobody waits for long without looking. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Semaphore destroyed = new Semaphore(0);

    private DrainWatch() {}

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        destroyed.release();
    }

    /**
     * Waits. An interrupt ends the wait; the thread's flag stays set.
     *
     * @param deadlineNanos on the clock of {@link System#nanoTime()}
     * @return whether no connection is left
     */
    static boolean await(ManagedPool pool, long deadlineNanos) {
        DrainWatch watch = new DrainWatch();
        Optional<Pool<?>> told = pool instanceof Pool<?> one ? Optional.of(one) : Optional.empty();
        told.ifPresent(one -> one.addListener(watch)); // At a cluster it looks again and again.
        try {
            return watch.awaitNone(pool, deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            told.ifPresent(one -> one.removeListener(watch));
        }
    }

    private boolean awaitNone(ManagedPool pool, long deadlineNanos) throws InterruptedException {
        while (pool.getMetrics().total() > 0) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (destroyed.tryAcquire(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS)) {
                destroyed.drainPermits();
            }
        }
        return true;
    }
}
