package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Callers who do different things at once, while the server dies, freezes and comes back. */
@WithRedis
class LoadTest {

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void noAnswerReachesTheWrongCallerAndNothingLeaks(RedisServer server) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try (RedisPool pool = RedisPools.to(
                server,
                config -> config.maxSize(3)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .extraConfig(Map.of("socket_timeout", "100ms")))) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int caller = i;
                running.add(callers.submit(() -> call(pool, caller)));
            }
            for (int i = 0; i < 3; i++) {
                awaitMore(answered, 200);
                server.restart();
                awaitMore(answered, 200);
                server.freeze();
                await().until(() ->
                        pool.getMetrics().inUse() + pool.getMetrics().pending() > 0);
                server.thaw();
            }
            awaitMore(answered, 200);
            over.set(true);
            for (Future<?> caller : running) {
                caller.get();
            }

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.getMetrics().total()).isLessThanOrEqualTo(3);
            await().untilAsserted(() ->
                    assertThat(server.clientList()).hasSize(pool.getMetrics().total()));
        } finally {
            over.set(true);
            callers.shutdownNow();
        }
        ConnectTest.awaitNoClients(server);
    }

    private static void awaitMore(AtomicLong counted, int more) {
        long goal = counted.get() + more;
        await().atMost(Duration.ofSeconds(60)).until(() -> counted.get() >= goal);
    }

    private void call(RedisPool pool, int caller) {
        for (long i = 0; !over.get(); i++) {
            String own = caller + "-" + i;
            try {
                switch (caller % 3) {
                    case 0 ->
                        assertThat(pool.<String, RuntimeException>execute(jedis -> jedis.echo(own)))
                                .isEqualTo(own);
                    case 1 ->
                        assertThat(pool.commands().eval("return ARGV[1]", 0, own))
                                .isEqualTo(own);
                    default -> pipeline(pool, own);
                }
                answered.incrementAndGet();
            } catch (JedisConnectionException | PoolException e) {
                failed.incrementAndGet();
            }
        }
    }

    private static void pipeline(RedisPool pool, String own) {
        Response<Object> first;
        Response<Object> second;
        try (Pipeline pipeline = new Pipeline(new LeaseProvider(pool).getConnection(), true)) {
            first = pipeline.eval("return ARGV[1]", 0, own + "a");
            second = pipeline.eval("return ARGV[1]", 0, own + "b");
        }
        assertThat(first.get()).isEqualTo(own + "a");
        assertThat(second.get()).isEqualTo(own + "b");
    }
}
