package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisClient;
import io.earnorm.pool.testing.redis.RedisServer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pools for tests. */
final class RedisPools {

    private RedisPools() {}

    static RedisPool to(RedisServer server) {
        return to(server.uri(), config -> config);
    }

    static RedisPool to(RedisServer server, UnaryOperator<PoolConfig.Builder> settings) {
        return to(server.uri(), settings);
    }

    /** Four connections at most, made when they are needed. */
    static RedisPool to(String uri, UnaryOperator<PoolConfig.Builder> settings) {
        PoolConfig.Builder config = PoolConfig.builder().minSize(0).maxSize(4);
        return RedisPool.create(PoolOptions.builder()
                .uri(uri)
                .config(settings.apply(config).build())
                .build());
    }

    /** {@return the server's ids of the connections} */
    static List<String> ids(RedisServer server) {
        return server.clientList().stream().map(client -> client.get("id")).toList();
    }

    /** {@return the only connection; others may still be on their way out} */
    static RedisClient only(RedisServer server) {
        return await().until(server::clientList, clients -> clients.size() == 1).get(0);
    }

    static void awaitIdle(Pool<?> pool, int idle) {
        await().untilAsserted(() -> {
            assertThat(pool.getMetrics().idle()).isEqualTo(idle);
            assertThat(pool.getMetrics().total()).isEqualTo(idle);
        });
    }
}
