package io.earnorm.pool;

import io.earnorm.pool.exception.PoolConfigurationException;

/** Makes pools by their backend's name, with the backends of {@link PoolRegistry#global()}. */
public final class PoolFactory {

    private PoolFactory() {}

    /**
     * Makes a pool. Starts nothing.
     *
     * @param backend for example {@code redis}
     * @param options what to connect to, and how
     * @return a {@link PoolState#NEW} pool
     * @throws PoolConfigurationException if the backend is unknown (the message lists the known ones),
     *     or an option cannot work
     */
    public static Pool<?> create(String backend, PoolOptions options) {
        return PoolRegistry.global().get(backend).create(options);
    }

    /**
     * Makes a pool of a type. Starts nothing.
     *
     * @param backend for example {@code redis}
     * @param options what to connect to, and how
     * @param type what the backend's pools are
     * @param <P> what the backend's pools are
     * @return a {@link PoolState#NEW} pool
     * @throws PoolConfigurationException if the backend is unknown, makes pools of another type, or an
     *     option cannot work
     */
    public static <P extends Pool<?>> P create(String backend, PoolOptions options, Class<P> type) {
        Pool<?> pool = create(backend, options);
        if (!type.isInstance(pool)) {
            pool.close(); // Nothing was started, but the backend may hold something already.
            throw new PoolConfigurationException("Backend '%s' makes pools of type %s, not %s"
                    .formatted(backend, pool.getClass().getName(), type.getName()));
        }
        return type.cast(pool);
    }
}
