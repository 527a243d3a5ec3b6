package io.earnorm.pool;

/**
 * Makes pools for one kind of backend. Found by {@link java.util.ServiceLoader}, or registered in a
 * {@link PoolRegistry}.
 */
public interface PoolBackend {

    /** {@return the backend's name, for example {@code redis}} */
    String name();

    /**
     * Makes a pool. Starts nothing.
     *
     * @param options what to connect to, and how
     * @return a {@link PoolState#NEW} pool
     * @throws io.earnorm.pool.exception.PoolConfigurationException if an option cannot work
     */
    Pool<?> create(PoolOptions options);
}
