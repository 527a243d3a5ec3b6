package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** All nodes together have no more connections than they may. */
@WithRedisCluster
class ClusterLimitTest {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterLimitTest.class);

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void underLoadNobodyStarves(int maxTotal, RedisCluster cluster) throws Exception {
        try (RedisClusterPool pool = ClusterPools.to(cluster, options -> options.maxTotal(maxTotal));
                ClusterLoad load = new ClusterLoad(pool, "key")) {
            load.awaitMore(500);
            load.stop();

            LOG.warn(
                    "Limit {}: {} calls, longest {} ms, {} connections made",
                    maxTotal,
                    load.answered,
                    load.longest().toMillis(),
                    pool.getStatistics().created());
            assertThat(load.failures).isEmpty();
            assertThat(pool.getMetrics().maxSize()).isEqualTo(maxTotal);
            ClusterPools.assertNothingIsLeased(pool);
            await().untilAsserted(() ->
                    assertThat(ClusterPools.clients(cluster, pool)).hasSizeBetween(1, maxTotal));
        }
    }

    @Test
    void whoFindsNoRoomWaitsUntilAnyNodeGivesAConnectionUp(RedisCluster cluster) throws Exception {
        try (RedisClusterPool pool = ClusterPools.to(cluster, options -> options.maxTotal(2))) {
            pool.commands().ping();
            Iterator<RedisPool> nodes = pool.nodes().values().iterator();
            Lease<Jedis> one = nodes.next().acquire();
            Lease<Jedis> two = nodes.next().acquire();
            RedisPool third = nodes.next();

            assertThatThrownBy(() -> third.acquire(Duration.ofMillis(50))).isInstanceOf(PoolTimeoutException.class);
            assertThat(ClusterPools.clients(cluster, pool)).hasSize(2);
            CompletableFuture<Lease<Jedis>> waiting = third.acquireAsync();
            one.close();
            try (Lease<Jedis> lease = waiting.get(10, TimeUnit.SECONDS)) {
                assertThat(lease.connection().ping()).isEqualTo("PONG");
                await().until(() -> ClusterPools.clients(cluster, pool).size() == 2);
            }
            two.close();
        }
    }

    @Test
    void aLowerLimitIsReachedAsLeasesEnd(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(cluster, options -> options.maxTotal(6))) {
            pool.commands().ping();
            List<Lease<Jedis>> leases = new ArrayList<>();
            pool.nodes().values().forEach(node -> {
                leases.add(node.acquire());
                leases.add(node.acquire());
            });
            assertThat(ClusterPools.clients(cluster, pool)).hasSize(6);

            pool.limitTotal(3);
            leases.forEach(Lease::close);

            await().until(() -> ClusterPools.clients(cluster, pool).size() == 3);
            pool.limitTotal(1);
            await().until(() -> ClusterPools.clients(cluster, pool).size() == 1);
            assertThat(pool.commands().dbSize()).as("one after the other").isZero();
            assertThat(pool.getMetrics().maxSize()).isEqualTo(1);
        }
    }

    @Test
    void withoutALimitThereIsNoneToChange(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(cluster)) {
            assertThatThrownBy(() -> pool.limitTotal(3)).isInstanceOf(IllegalStateException.class);
        }
    }
}
