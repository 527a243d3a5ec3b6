package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisCluster;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.UnifiedJedis;

/** Cluster pools for tests. */
final class ClusterPools {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private ClusterPools() {}

    static RedisClusterPool to(RedisCluster cluster) {
        return to(cluster, options -> options);
    }

    /** Four connections per node at most, made when they are needed. */
    static RedisClusterPool to(RedisCluster cluster, UnaryOperator<RedisClusterOptions.Builder> settings) {
        return RedisClusterPool.create(settings.apply(RedisClusterOptions.builder()
                        .name("test-" + NUMBER.incrementAndGet())
                        .uri(cluster.uri())
                        .config(PoolConfig.builder().minSize(0).maxSize(4).build()))
                .build());
    }

    /** As {@code commands().pipelined()}, which returns another type in each version of Jedis. */
    static Pipeline pipeline(RedisClusterPool pool) {
        try {
            return (Pipeline) UnifiedJedis.class.getMethod("pipelined").invoke(pool.commands());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the connections of a pool, as the nodes see them: port and the node's number for it} */
    static List<String> clients(RedisCluster cluster, RedisClusterPool pool) {
        return cluster.alive().stream()
                .flatMap(server -> server.clientList().stream()
                        .filter(client -> client.get("name").equals(pool.name()))
                        .map(client -> server.port() + "/" + client.get("id")))
                .toList();
    }

    static void assertNothingIsLeased(RedisClusterPool pool) {
        await().untilAsserted(() -> {
            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.getMetrics().pending()).isZero();
            pool.nodes()
                    .forEach((node, of) -> assertThat(of.getMetrics().inUse())
                            .as(node.toString())
                            .isZero());
        });
    }

    /** The nodes see as many connections as the pools count. */
    static void assertNothingLeaked(RedisCluster cluster, RedisClusterPool pool) {
        await().untilAsserted(() ->
                assertThat(clients(cluster, pool)).hasSize(pool.getMetrics().idle()));
    }
}
