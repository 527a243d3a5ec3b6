package io.earnorm.pool.spring.data;

import io.earnorm.pool.redis.RedisPool;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.util.Pool;

/**
 * Makes connections of Spring Data of leases: each {@code RedisConnection} is one connection of the pool until it is closed,
 * so that WATCH, MULTI and SELECT work as they do on a connection of one's own. Address, user and database are the pool's.
 */
final class PoolRedisConnectionFactory extends JedisConnectionFactory {

    private final RedisPool pool;

    PoolRedisConnectionFactory(RedisPool pool) {
        super(new JedisPoolConfig()); // With it, Spring Data 4 asks for a pool as Spring Data 3 does. Nothing is made
        // of it.
        this.pool = pool;
    }

    @Override
    protected Pool<Jedis> createRedisPool() {
        return new LeasingPool(pool);
    }
}
