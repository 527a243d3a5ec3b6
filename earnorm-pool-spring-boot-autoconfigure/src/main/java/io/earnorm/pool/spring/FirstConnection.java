package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.metrics.PoolListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a pool, and waits for its backend as configured: also through a pause of its breaker, with which the pool's own {@code
 * init()} returns.
 */
final class FirstConnection implements PoolListener {

    private final CountDownLatch ready = new CountDownLatch(1);

    private FirstConnection() {}

    /**
     * Starts a new pool.
     *
     * @throws io.earnorm.pool.exception.ConnectionFailedException if the backend cannot be reached in time, which is never
     *     when {@code initializationFailTimeout} is negative
     * @throws io.earnorm.pool.exception.PoolUnavailableException the same, when the breaker is open at that time
     */
    static void await(ManagedPool managed) {
        long begin = System.nanoTime();
        managed.init();
        Duration wait = managed.config().initializationFailTimeout();
        if (!wait.isNegative() && managed instanceof Pool<?> pool) {
            new FirstConnection().await(pool, wait.toNanos() - (System.nanoTime() - begin));
        }
    }

    private void await(Pool<?> pool, long nanos) {
        pool.addListener(this);
        try {
            if (pool.state() == PoolState.PAUSED && !ready.await(nanos, TimeUnit.NANOSECONDS)) {
                refuse(pool);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(pool);
        } finally {
            pool.removeListener(this);
        }
    }

    /** A pool that is paused knows why. */
    private static void refuse(Pool<?> pool) {
        try {
            pool.acquire(Duration.ZERO).close();
        } catch (PoolExhaustedException e) {
            // It runs again, since a moment ago.
        }
    }

    @Override
    public void poolReady() {
        ready.countDown();
    }
}
