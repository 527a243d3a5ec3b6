package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A real server that dies while nobody works with it: only health can notice. */
@WithRedis
class RedisOutageTest {

    /** Cache and timeout together are 2 s; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(4);

    @Test
    void aKilledServerIsDownAndARestartedOneIsUp(RedisServer server) throws Exception {
        try (WebApplication application =
                new WebApplication(new FakeServer(), "earnorm.pool.redis.uri=" + server.uri())) {
            awaitHealth(application, 200);
            server.kill();
            awaitHealth(application, 503);
            server.restart();
            awaitHealth(application, 200);
        }
    }

    @Test
    void aFrozenServerIsDownAndAThawedOneIsUp(RedisServer server) throws Exception {
        try (WebApplication application =
                new WebApplication(new FakeServer(), "earnorm.pool.redis.uri=" + server.uri())) {
            awaitHealth(application, 200);
            server.freeze();
            awaitHealth(application, 503);
            server.thaw();
            awaitHealth(application, 200);
        }
    }

    private static void awaitHealth(WebApplication application, int status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                application.get("/actuator/health/earnormPool").statusCode())
                        .isEqualTo(status));
    }
}
