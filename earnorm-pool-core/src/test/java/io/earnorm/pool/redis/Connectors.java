package io.earnorm.pool.redis;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** Connectors for tests. */
final class Connectors {

    private Connectors() {}

    static RedisConnector to(String uri) {
        return of(PoolOptions.builder().uri(uri));
    }

    static RedisConnector to(String uri, Map<String, Object> extraConfig) {
        return of(PoolOptions.builder()
                .uri(uri)
                .config(PoolConfig.builder().extraConfig(extraConfig).build()));
    }

    static RedisConnector of(PoolOptions.Builder options) {
        return new RedisConnector(new RedisSettings("test pool", options.build()));
    }

    static RedisConnection physical(Jedis jedis) {
        return RedisConnector.connection(jedis);
    }
}
