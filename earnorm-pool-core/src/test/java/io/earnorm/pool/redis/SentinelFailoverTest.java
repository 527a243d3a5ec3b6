package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisSentinels;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What eight writers notice of a change of the master. */
@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SentinelFailoverTest {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelFailoverTest.class);

    private static final Duration DOWN_AFTER = Duration.ofSeconds(1);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SOCKET_TIMEOUT = Duration.ofMillis(500);

    private RedisSentinels sentinels;

    @BeforeAll
    void start() {
        sentinels = RedisSentinels.start();
    }

    @BeforeEach
    void heal() {
        sentinels.downAfter(Duration.ofSeconds(5));
        sentinels.heal();
    }

    @AfterAll
    void stop() {
        sentinels.close();
    }

    @Test
    @Order(1) // Sentinels that have just voted for a failover wait before they begin another one.
    void aPlannedFailoverFailsNoCall() {
        RedisServer old = sentinels.master();
        try (RedisPool pool = pool();
                Writers writers = new Writers(pool)) {
            writers.awaitReplicated();
            sentinels.failover();
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !pool.checkHealth().details().get("server").equals(address(old)));
            writers.awaitMore(500);
            awaitReplica(old); // Whose clients the sentinels end then.
            writers.awaitMore(500);
            writers.stop();

            assertThat(writers.failed()).isEmpty();
            assertThat(sentinels.master()).isNotSameAs(old);
            awaitNoPool(old);
            long lost = writers.verify(sentinels.master());
            LOG.warn(
                    "MEASURED planned: {} calls, longest {} ms, {} on all replicas, {} of the others lost",
                    writers.count(),
                    writers.longestMillis(),
                    writers.replicated(),
                    lost);
        }
    }

    @Test
    @Order(2)
    void aCrashedMasterCostsLittleMoreThanTheSentinelsNeed() {
        RedisServer old = sentinels.master();
        try (RedisPool pool = pool();
                Writers writers = new Writers(pool)) {
            writers.awaitReplicated();
            sentinels.downAfter(DOWN_AFTER);
            long crash = System.nanoTime();
            writers.mark(crash);
            old.kill();
            lostBy(old, crash, writers, "crashed");
        }
    }

    private void lostBy(RedisServer old, long crash, Writers writers, String how) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> sentinels.sentinels().stream().anyMatch(sentinel -> sentinels.master(sentinel) != old));
        long switched = System.nanoTime();
        await().atMost(Duration.ofSeconds(60)).until(() -> writers.firstSuccessAfterMark() != Long.MAX_VALUE);
        long back = writers.firstSuccessAfterMark();
        writers.awaitMore(500);
        writers.stop();
        long lost = writers.verify(sentinels.master());
        LOG.warn(
                "MEASURED {}: {} calls, {} failed, longest {} ms, switched after {} ms, back after {} ms, {} on all replicas, {} of the others lost",
                how,
                writers.count(),
                writers.failed().size(),
                writers.longestMillis(),
                millis(switched - crash),
                millis(back - crash),
                writers.replicated(),
                lost);
        writers.failed()
                .forEach(call -> LOG.warn(
                        "MEASURED failed {} ms {}",
                        call.millis(),
                        call.failure().toString()));

        assertThat(millis(back - switched)).isLessThan(1_000);
        assertThat(writers.longestMillis())
                .isLessThan(CONNECTION_TIMEOUT.plus(SOCKET_TIMEOUT).toMillis());
    }

    private RedisPool pool() {
        PoolConfig config = PoolConfig.builder()
                .maxSize(8)
                .connectionTimeout(CONNECTION_TIMEOUT)
                .initializationFailTimeout(CONNECTION_TIMEOUT)
                .extraConfig(Map.of("socket_timeout", SOCKET_TIMEOUT))
                .build();
        return RedisPool.create(
                PoolOptions.builder().uri(sentinels.uri()).config(config).build());
    }

    private static void awaitReplica(RedisServer server) {
        await().ignoreExceptionsInstanceOf(JedisConnectionException.class) // It ends this one's connection as well.
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        server.<String>admin(jedis -> jedis.info("replication")).contains("role:slave"));
    }

    private static void awaitNoPool(RedisServer server) {
        await().until(() -> server.clientList().stream()
                .noneMatch(client -> client.get("name").equals("redis")));
    }

    private static String address(RedisServer server) {
        return server.host() + ":" + server.port();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
