package io.earnorm.pool.redis;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;

/** Makes {@link RedisPool}s. Can be loaded without Jedis, and then says what is missing. */
public final class RedisBackend implements PoolBackend {

    /** Creates the backend; called by {@link java.util.ServiceLoader}. */
    public RedisBackend() {}

    @Override
    public String name() {
        return "redis"; // Not RedisPool's constant: nothing of that class may be touched before Jedis is known to be
        // there.
    }

    /**
     * Makes a pool. Starts nothing.
     *
     * @param options what to connect to, and how
     * @return a {@link RedisPool}
     * @throws PoolConfigurationException if Jedis is not on the class path, or an option cannot work
     */
    @Override
    public Pool<?> create(PoolOptions options) {
        try {
            Class.forName("redis.clients.jedis.UnifiedJedis", false, RedisBackend.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new PoolConfigurationException(
                    "Redis pools need Jedis, which is not on the class path: add the dependency redis.clients:jedis",
                    e);
        }
        return RedisPool.create(options);
    }
}
