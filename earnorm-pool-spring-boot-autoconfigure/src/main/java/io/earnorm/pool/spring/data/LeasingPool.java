package io.earnorm.pool.spring.data;

import io.earnorm.pool.redis.RedisPool;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.Pool;

/**
 * Looks to Spring Data like a pool of Jedis's own, and lends connections of ours: closing a {@code Jedis} ends its lease. As a
 * pool of its own it stays empty; closing it does nothing.
 */
final class LeasingPool extends Pool<Jedis> {

    private final RedisPool pool;

    LeasingPool(RedisPool pool) {
        super(withoutJmx(), new NoConnections());
        this.pool = pool;
    }

    @Override
    public Jedis getResource() {
        return new Jedis(pool.connections().getConnection());
    }

    private static GenericObjectPoolConfig<Jedis> withoutJmx() {
        GenericObjectPoolConfig<Jedis> config = new GenericObjectPoolConfig<>();
        config.setJmxEnabled(false);
        return config;
    }

    private static final class NoConnections extends BasePooledObjectFactory<Jedis> {

        @Override
        public Jedis create() {
            throw new UnsupportedOperationException("Connections are made by RedisPool");
        }

        @Override
        public PooledObject<Jedis> wrap(Jedis jedis) {
            throw new UnsupportedOperationException("Connections are made by RedisPool");
        }
    }
}
