package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import java.time.Duration;
import java.util.List;

/**
 * What an application's life cycle, its monitoring and its operators need of a pool: a {@link Pool}, or one that is made of
 * several, such as a Redis Cluster's. Thread-safe.
 */
public interface ManagedPool extends AutoCloseable {

    /** {@return the pool's name, as in logs, metrics and messages} */
    String name();

    /** {@return {@code mongodb}, {@code redis}, {@code redis-cluster}, or the custom backend's name} */
    String backend();

    /** {@return the settings in force; after {@link #resize} with the new sizes} */
    PoolConfig config();

    /** {@return what the pool is doing} */
    PoolState state();

    /**
     * Starts the pool and begins to fill it. Waits for the backend for at most {@code initializationFailTimeout}; when that is
     * negative, it does not wait and never fails because of the backend. A circuit breaker that opens meanwhile does not end the
     * wait: it may close again. Another thread's {@code pause}, {@code suspend} or {@code close} does.
     *
     * @throws io.earnorm.pool.exception.ConnectionFailedException if the backend could not be reached in time
     * @throws io.earnorm.pool.exception.PoolClosedException if the pool is closed
     */
    void init();

    /**
     * Asks whether the backend can be reached.
     *
     * @return up or down, with the reason; never throws because of the backend
     */
    PoolHealth checkHealth();

    /** {@return the counts, now} */
    PoolMetrics getMetrics();

    /** {@return counts, peaks and percentiles since the pool was first used} */
    PoolStatistics getStatistics();

    /** {@return every connection} */
    List<ConnectionMetrics> getConnections();

    /**
     * Makes all current connections stale: idle ones are evicted at once, leased ones when they come back. Nobody waiting is
     * failed.
     */
    void clear();

    /** Acquires wait, up to their deadline, until {@link #resume()}; leases may come back. */
    void suspend();

    /** Ends {@link #suspend()}. */
    void resume();

    /**
     * Changes the sizes. Growing serves those that wait; shrinking evicts idle connections at once and leased ones when they
     * come back.
     *
     * @param minSize from 0 to {@code maxSize}
     * @param maxSize at least 1
     * @throws io.earnorm.pool.exception.PoolConfigurationException if a size is out of its range; nothing changes
     */
    void resize(int minSize, int maxSize);

    /** Closes, waiting for leases for up to {@code drainTimeout}. */
    @Override
    void close();

    /**
     * Closes: refuses new acquires, fails the pending ones, and waits for leases to come back.
     *
     * @param drainTimeout the longest wait for leases; zero: do not wait
     * @throws IllegalArgumentException if it is negative
     */
    void close(Duration drainTimeout);
}
