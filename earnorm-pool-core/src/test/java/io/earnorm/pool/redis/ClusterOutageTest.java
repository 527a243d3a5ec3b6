package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** What callers of a cluster pool see when nodes die, and that it recovers by itself. */
@WithRedisCluster
class ClusterOutageTest {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterOutageTest.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(2); // Of a machine that is busy otherwise.

    @Test
    void aPrimaryThatIsKilledUnderLoadCostsThoseOnTheirWayThereAndTheOthersWait(RedisCluster cluster) throws Exception {
        try (RedisClusterPool pool = ClusterPools.to(cluster, options -> options.commandTimeout(TIMEOUT));
                ClusterLoad load = new ClusterLoad(pool, "key")) {
            load.awaitMore(2_000);
            assertThat(load.failures).isEmpty();
            RedisServer primary = cluster.owner(JedisClusterCRC16.getSlot("key0-0"));
            load.expectLoss(cluster, primary);
            primary.kill();
            HostAndPort dead = new HostAndPort(primary.host(), primary.port());
            await().atMost(TIMEOUT).until(() -> !pool.checkHealth().up());

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pool.nodes().size() == 3 && !pool.nodes().containsKey(dead));
            load.awaitMore(2_000);
            load.stop();

            LOG.warn(
                    "Primary killed: {} of {} calls failed, {} acknowledged increments lost, longest call {} ms",
                    load.failures.size(),
                    load.answered,
                    load.lost,
                    load.longest().toMillis());
            assertThat(load.failures)
                    .as("at most the one that each writer had sent")
                    .hasSizeLessThanOrEqualTo(ClusterLoad.WRITERS)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(JedisConnectionException.class));
            assertThat(load.longest()).isLessThan(TIMEOUT.plus(SLACK));
            assertThat(pool.checkHealth().up()).isTrue();
            ClusterPools.assertNothingIsLeased(pool);
            ClusterPools.assertNothingLeaked(cluster, pool);
        }
    }

    @Test
    void aFrozenNodeCostsACallerNoMoreThanTheCommandTimeout(RedisCluster cluster) {
        RedisServer owner = cluster.owner(JedisClusterCRC16.getSlot("key"));
        try (RedisClusterPool pool =
                ClusterPools.to(cluster, options -> options.commandTimeout(Duration.ofMillis(150)))) {
            await().ignoreException(PoolTimeoutException.class)
                    .until(() -> pool.commands().ping().equals("PONG"));
            owner.freeze();
            long start = System.nanoTime();
            assertThatThrownBy(() -> pool.commands().get("key"))
                    .satisfiesAnyOf(
                            failure -> assertThat(failure).isInstanceOf(JedisConnectionException.class),
                            failure -> assertThat(
                                            failure) // The connection was asked whether it lives, having been idle too
                                    // long.
                                    .isInstanceOf(PoolTimeoutException.class));
            long took = System.nanoTime() - start;
            owner.thaw();

            assertThat(Duration.ofNanos(took))
                    .isBetween(Duration.ofMillis(140), Duration.ofMillis(150).plus(SLACK));
            await().ignoreExceptions().until(() -> pool.commands().get("key") == null);
        }
    }

    @Test
    void aClusterWithoutANodeThatAnswersFailsByTheDeadlineAndSaysWhy() {
        try (RedisClusterPool pool = RedisClusterPool.create(RedisClusterOptions.builder()
                .uri("redis-cluster://127.0.0.1:1,127.0.0.1:2")
                .commandTimeout(Duration.ofSeconds(1))
                .config(PoolConfig.builder()
                        .initializationFailTimeout(Duration.ofMillis(200))
                        .validationTimeout(Duration.ofSeconds(2))
                        .build())
                .build())) {
            assertThatThrownBy(pool::init)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("127.0.0.1:1");
            assertThatThrownBy(() -> pool.commands().get("key"))
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasRootCauseMessage("Connection refused");
            PoolHealth health = pool.checkHealth();
            assertThat(health.up()).isFalse();
            assertThat(health.reason()).contains("No node of the cluster answers");
        }
    }

    @Test
    void aWrongPasswordFailsAtOnce(RedisCluster cluster) {
        try (RedisClusterPool pool = ClusterPools.to(
                cluster,
                options -> options.uri("redis-cluster://nobody:wrong@" + cluster.nodes())
                        .commandTimeout(Duration.ofMinutes(1))
                        .config(PoolConfig.builder()
                                .minSize(0)
                                .extraConfig(Map.of("client_name", "own"))
                                .build()))) {
            assertThatThrownBy(() -> pool.commands().get("key"))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasStackTraceContaining("WRONGPASS");
        }
    }
}
