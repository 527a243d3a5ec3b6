package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an application's life cycle and its monitoring do with a cluster pool. */
@WithRedisCluster
class ClusterLifeTest {

    @Test
    void aSuspendedClusterHoldsNoConnectionAndServesAgain(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(cluster)) {
            pool.commands().set("key", "value");
            pool.suspend();
            pool.clear();

            assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
            await().until(() -> pool.getMetrics().total() == 0);
            CompletableFuture<String> waits =
                    CompletableFuture.supplyAsync(() -> pool.commands().get("key"));
            await().until(() -> pool.getMetrics().pending() == 1);
            pool.resume();

            assertThat(waits).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("value");
            assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        }
    }

    @Test
    void aNodeThatIsMetWhileItIsSuspendedWaits(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(
                cluster,
                options -> options.config(PoolConfig.builder()
                        .connectionTimeout(Duration.ofSeconds(20))
                        .build()))) {
            pool.suspend();
            CompletableFuture<String> waits =
                    CompletableFuture.supplyAsync(() -> pool.commands().set("key", "value"));
            await().until(() -> !pool.nodes().isEmpty());
            assertThat(pool.nodes().values()).extracting(RedisPool::state).containsOnly(PoolState.SUSPENDED);
            pool.resume();

            assertThat(waits).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("OK");
        }
    }

    @Test
    void aListenerHearsOfEachNodeOnce(RedisCluster cluster) {
        List<RedisPool> early = new CopyOnWriteArrayList<>();
        List<RedisPool> late = new CopyOnWriteArrayList<>();
        Consumer<RedisPool> removed = node -> {
            throw new AssertionError("It was removed");
        };
        try (RedisClusterPool pool = ClusterPools.to(cluster)) {
            pool.addNodeListener(early::add);
            pool.addNodeListener(removed);
            pool.removeNodeListener(removed);
            pool.commands().ping(); // Asks every node that serves slots.
            pool.addNodeListener(late::add);

            assertThat(early).doesNotHaveDuplicates().containsAll(pool.nodes().values());
            assertThat(late).containsExactlyInAnyOrderElementsOf(pool.nodes().values());
        }
    }

    @Test
    void itIsRunningFromItsStartAlsoWhenNoNodeAnswers() {
        RedisClusterOptions options = RedisClusterOptions.builder()
                .uri("redis-cluster://127.0.0.1:1")
                .config(PoolConfig.builder()
                        .minSize(0)
                        .initializationFailTimeout(Duration.ofMillis(-1))
                        .build())
                .build();
        try (RedisClusterPool pool = RedisClusterPool.create(options)) {
            assertThat(pool.state()).isEqualTo(PoolState.NEW);
            pool.init();
            assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
            assertThat(pool.backend()).isEqualTo("redis-cluster");
        }
    }

    @Test
    void itShowsTheConnectionsToAllNodes(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(cluster)) {
            pool.commands().ping();
            PoolMetrics now = pool.getMetrics();
            assertThat(pool.getConnections()).hasSize(now.total()).hasSizeGreaterThanOrEqualTo(3);
            pool.resize(0, 7);
            assertThat(pool.config().maxSize()).isEqualTo(7);
        }
    }
}
