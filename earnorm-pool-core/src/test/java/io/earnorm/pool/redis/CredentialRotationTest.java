package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@WithRedis
class CredentialRotationTest {

    @Test
    void aPasswordIsReplacedUnderLoadWithoutAFailedCall() {
        try (RedisServer server =
                RedisServer.builder().user("app", "first", "~*", "+@all").start()) {
            AtomicReference<String> current = new AtomicReference<>("first");
            PoolOptions options = PoolOptions.builder()
                    .uri(server.uri())
                    .credentials(() -> Credentials.of("app", current.get()))
                    .config(PoolConfig.builder()
                            .maxSize(8)
                            .initializationFailTimeout(Duration.ofSeconds(10))
                            .build())
                    .build();
            try (RedisPool pool = RedisPool.create(options);
                    Writers writers = new Writers(pool)) {
                Set<String> before = ids(server);

                server.run(jedis -> jedis.aclSetUser("app", ">second"));
                current.set("second");
                pool.clear();
                await().until(() -> ids(server).stream().noneMatch(before::contains));
                server.run(jedis -> jedis.aclSetUser("app", "<first"));
                pool.clear();
                writers.awaitMore(200);
                writers.stop();

                assertThat(writers.failed()).isEmpty();
            }
        }
    }

    private static Set<String> ids(RedisServer server) {
        return server.clientList().stream()
                .filter(client -> client.get("user").equals("app"))
                .map(client -> client.get("id"))
                .collect(Collectors.toSet());
    }
}
