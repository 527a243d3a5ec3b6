package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.redis.RedisSentinels;
import io.earnorm.pool.testing.redis.WithRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class SentinelTest {

    private RedisSentinels sentinels;

    @BeforeAll
    void start() {
        sentinels = RedisSentinels.builder().size(0, 3).start();
    }

    @AfterAll
    void stop() {
        sentinels.close();
    }

    @Test
    void theMasterIsFound() {
        try (RedisPool pool = RedisPools.to(sentinels.uri(), config -> config)) {
            assertThat(pool.commands().set("key", "value")).isEqualTo("OK");
            await().untilAsserted(() -> assertThat(pool.checkHealth().details())
                    .containsEntry("server", "127.0.0.1:" + sentinels.master().port())
                    .containsEntry("sentinels", "3 of 3 sentinels answer"));
        }
    }
}
