package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What a Redis pool says of its server, and what its health checks cost. */
@WithRedis
class RedisPoolHealthTest {

    @Test
    void whatAHealthCheckLeavesBehindIsClearedAsAfterALease(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.maxSize(1))) {
            pool.run(Jedis::ping);
            AtomicReference<Jedis> kept = new AtomicReference<>();
            pool.addHealthCheck(check("selects", jedis -> {
                kept.set(jedis);
                jedis.select(3);
            }));

            assertThat(pool.checkHealth().up()).isTrue();

            pool.run(jedis -> assertThat(RedisPools.only(server).get("db")).isEqualTo("0"));
            assertThatThrownBy(() -> kept.get().ping()).isInstanceOf(IllegalStateException.class);
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    @Test
    void aHealthCheckThatReadsNotAllRepliesCostsItsConnectionAndNothingElse(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.maxSize(1))) {
            pool.run(Jedis::ping);
            pool.addHealthCheck(check("forgets", jedis -> jedis.pipelined().get("key")));
            pool.addHealthCheck(check("complains", jedis -> {
                throw new IllegalStateException("behind by 7 s");
            }));

            assertThat(pool.checkHealth().reason())
                    .isEqualTo("complains: java.lang.IllegalStateException: behind by 7 s");

            assertThat(pool.<String, RuntimeException>execute(jedis -> jedis.echo("own")))
                    .isEqualTo("own");
            assertThat(pool.getStatistics().created()).isEqualTo(2);
            assertThat(pool.getStatistics().evictions()).containsEntry(EvictionReason.INVALID, 1L);
        }
    }

    private static HealthCheck<Jedis> check(String name, Consumer<Jedis> question) {
        return new HealthCheck<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void check(Jedis jedis) {
                question.accept(jedis);
            }
        };
    }

    @Test
    void healthSaysWhereAndHowTheServerIs(RedisServer server) {
        try (RedisPool pool = RedisPools.to(
                server, config -> config.extraConfig(Map.of("db", 2)).connectionTimeout(Duration.ofSeconds(2)))) {
            pool.run(Jedis::ping);
            PoolHealth up = pool.checkHealth();
            server.kill();
            PoolHealth down = pool.checkHealth();

            assertThat(up.up()).isTrue();
            assertThat(up.details())
                    .containsEntry("server", "127.0.0.1:" + server.port())
                    .containsEntry("database", "2");
            assertThat(down.up()).isFalse();
        }
    }
}
