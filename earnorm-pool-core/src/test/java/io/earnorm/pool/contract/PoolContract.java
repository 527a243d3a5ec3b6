package io.earnorm.pool.contract;

import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What each part of the contract works with; {@link PoolContractTest} supplies it.
 *
 * @param <C> the connection
 */
interface PoolContract<C> {

    /** Longer than any test may take: a call that is given so long, and fails, failed for another reason. */
    Duration LONG = Duration.ofSeconds(10);

    /** So short that a test can wait for it to pass. */
    Duration SHORT = Duration.ofMillis(30);

    /** A limit for attempts to connect that end before the acquires of these tests do, whatever the backend waits for. */
    Duration ATTEMPT = Duration.ofMillis(200);

    /** How much later than its deadline a call may return on a machine that is busy. */
    Duration LATE = Duration.ofSeconds(2);

    /** Makes the backend refuse new connections, and loses the present ones. */
    void breakDown() throws Exception;

    /** Makes the backend work again. */
    void heal() throws Exception;

    /** {@return a failure of work after which the backend calls the connection broken} */
    default Exception breakingFailure() {
        return new IOException("connection reset");
    }

    /** {@return settings with which nothing happens by itself} */
    PoolConfig.Builder config();

    /**
     * Makes a pool that is closed with the test.
     *
     * @param config its settings
     * @param listeners what hears its events from the first on
     */
    Pool<C> poolOf(PoolConfig.Builder config, PoolListener... listeners);

    /** Starts a thread that ends with the test. */
    <T> Task<T> start(Callable<T> work);

    /** Waits until something is so. */
    void until(Callable<Boolean> condition);

    /** Waits until so many acquires wait. */
    default void untilPending(Pool<C> pool, int pending) {
        until(() -> pool.getMetrics().pending() == pending);
    }

    /** Waits until so many connections are idle, and nothing is going on. */
    default void untilIdle(Pool<C> pool, int idle) {
        until(() -> {
            var now = pool.getMetrics();
            return now.idle() == idle && now.total() == idle + now.inUse();
        });
    }
}
