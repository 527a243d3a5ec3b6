package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@WithRedis
class OutageTest {

    @Test
    void afterARestartOneFailureRetiresAllConnections(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, OutageTest::fourTrusted)) {
            pool.init();
            RedisPools.awaitIdle(pool, 4);
            server.restart();

            assertThatThrownBy(() -> pool.execute(Jedis::ping)).isInstanceOf(JedisConnectionException.class);

            for (int i = 0; i < 20; i++) {
                assertThat(pool.<String, RuntimeException>execute(Jedis::ping)).isEqualTo("PONG");
            }
            RedisPools.awaitIdle(pool, 4);
            assertThat(pool.getStatistics().evictions()).containsEntry(EvictionReason.BROKEN, 1L);
        }
    }

    @Test
    void aBrokenLeaseThatIsSimplyClosedRetiresAllConnectionsAsWell(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, OutageTest::fourTrusted)) {
            pool.init();
            RedisPools.awaitIdle(pool, 4);
            server.restart();

            try (Lease<Jedis> lease = pool.acquire()) {
                assertThatThrownBy(lease.connection()::ping).isInstanceOf(JedisConnectionException.class);
            }

            for (int i = 0; i < 20; i++) {
                assertThat(pool.<String, RuntimeException>execute(Jedis::ping)).isEqualTo("PONG");
            }
        }
    }

    @Test
    void aCommandOnABrokenConnectionRetiresAllConnectionsAsWell(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, OutageTest::fourTrusted)) {
            pool.init();
            RedisPools.awaitIdle(pool, 4);
            server.restart();

            assertThatThrownBy(() -> pool.commands().ping()).isInstanceOf(JedisConnectionException.class);

            for (int i = 0; i < 20; i++) {
                assertThat(pool.commands().ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void validationHidesARestartFromCallers(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.minSize(4).validationInterval(Duration.ZERO))) {
            pool.init();
            RedisPools.awaitIdle(pool, 4);
            server.restart();

            for (int i = 0; i < 20; i++) {
                assertThat(pool.<String, RuntimeException>execute(Jedis::ping)).isEqualTo("PONG");
            }
        }
    }

    @Test
    void idempotentWorkIsRepeatedOnAnotherConnection(RedisServer server) {
        PoolOptions options = PoolOptions.builder()
                .uri(server.uri())
                .config(fourTrusted(PoolConfig.builder()).build())
                .resilience(Resilience.builder()
                        .retry(RetryPolicy.builder().build())
                        .build())
                .build();
        try (RedisPool pool = RedisPool.create(options)) {
            pool.init();
            RedisPools.awaitIdle(pool, 4);
            server.restart();

            String answer = pool.executeIdempotent(Jedis::ping);

            assertThat(answer).isEqualTo("PONG");
            assertThat(pool.getStatistics().evictions()).containsEntry(EvictionReason.BROKEN, 1L);
        }
    }

    @Test
    void withoutAServerAnAcquireFailsByItsDeadlineAndSaysWhy(RedisServer server) {
        server.kill();
        try (RedisPool pool = RedisPools.to(
                server,
                config -> config.connectionTimeout(Duration.ofMillis(100))
                        .initializationFailTimeout(Duration.ofMillis(-1)))) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasRootCauseMessage("Connection refused");
        }
    }

    @Test
    void aBreakerFailsCallersAtOnceWhileTheServerIsAwayAndRecoversByItself(RedisServer server) {
        PoolOptions options = PoolOptions.builder()
                .uri(server.uri())
                .config(PoolConfig.builder()
                        .minSize(2)
                        .connectionTimeout(Duration.ofSeconds(1))
                        .build())
                .resilience(Resilience.builder()
                        .circuitBreaker(CircuitBreakerPolicy.builder()
                                .open(Duration.ofMillis(100))
                                .build())
                        .build())
                .build();
        try (RedisPool pool = RedisPool.create(options)) {
            pool.run(Jedis::ping);
            server.kill();
            await().until(() -> isUnavailable(pool));

            assertThatThrownBy(pool::acquire).isInstanceOf(PoolUnavailableException.class);
            assertThat(pool.state()).isEqualTo(PoolState.PAUSED);

            server.restart();
            await().until(() -> pool.state() == PoolState.RUNNING);
            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aFrozenServerCostsACallerTheSocketTimeoutAndNobodyGetsTheLateReply(RedisServer server) {
        server.run(jedis -> jedis.set("key", "late"));
        try (RedisPool pool = RedisPools.to(server, config -> config.extraConfig(Map.of("socket_timeout", "200ms")))) {
            pool.run(Jedis::ping);
            server.freeze();
            assertThatThrownBy(() -> pool.execute(jedis -> jedis.get("key")))
                    .isInstanceOf(JedisConnectionException.class)
                    .hasRootCauseMessage("Read timed out");
            server.thaw();

            assertThat(pool.<String, RuntimeException>execute(Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void aServerThatBecameAReplicaLosesTheConnectionThatHeardOfIt(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            pool.run(Jedis::ping);
            List<String> before = RedisPools.ids(server);
            server.run(jedis -> jedis.replicaof("127.0.0.1", 1));

            untilReplaced(pool, "READONLY", () -> pool.commands().set("key", "value"));

            server.run(Jedis::replicaofNoOne);
            pool.commands().set("key", "value");
            assertThat(RedisPools.ids(server)).doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void aReplicaThatServesNobodyLosesTheConnectionThatHeardOfIt(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            pool.run(Jedis::ping);
            server.run(jedis -> {
                jedis.configSet("replica-serve-stale-data", "no");
                jedis.replicaof("127.0.0.1", 1);
            });

            untilReplaced(pool, "MASTERDOWN", () -> pool.commands().get("key"));

            server.restart();
            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    /** Not in the connection's first second. */
    private static void untilReplaced(RedisPool pool, String refusal, ThrowingCallable command) {
        await().pollDelay(Duration.ZERO).until(() -> {
            assertThatThrownBy(command).isInstanceOf(JedisDataException.class).hasMessageStartingWith(refusal);
            return pool.getStatistics().evictions().containsKey(EvictionReason.BROKEN);
        });
    }

    @Test
    void leasesThatWereOutWhenTheServerDiedAreDestroyedWhenTheyComeBack(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            List<Lease<Jedis>> out = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                out.add(pool.acquire());
            }
            server.restart();
            for (Lease<Jedis> lease : out) {
                try (lease) {
                    assertThatThrownBy(lease.connection()::ping).isInstanceOf(JedisConnectionException.class);
                }
            }

            assertThat(pool.commands().ping()).isEqualTo("PONG");
            assertThat(server.clientList()).hasSize(1);
        }
    }

    /** Connections that no acquire would check, if none had failed. */
    private static PoolConfig.Builder fourTrusted(PoolConfig.Builder config) {
        return config.minSize(4).validationInterval(Duration.ofHours(1));
    }

    private static boolean isUnavailable(RedisPool pool) {
        try {
            pool.run(Jedis::ping);
            return false;
        } catch (PoolUnavailableException e) {
            return true;
        } catch (PoolException | JedisConnectionException e) {
            return false; // On the way there.
        }
    }
}
