package io.earnorm.pool.spring.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Spring Boot's devtools restart an application in its JVM, with a new class loader, when a file of its class path changes. */
@WithRedis
class DevtoolsTest {

    private static final int STARTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aRestartLeavesNoConnectionNoThreadAndNoClassesBehind(RedisServer redis) throws Exception {
        Path changing = Path.of("target", "devtools").toAbsolutePath();
        FileSystemUtils.deleteRecursively(changing);
        Files.createDirectories(changing);
        try (MongoServer mongo = MongoServer.start();
                ApplicationProcess application = start(changing, redis, mongo)) {
            Set<String> loaders = new HashSet<>();
            for (int start = 1; start <= STARTS; start++) {
                int expected = start;
                await().atMost(PATIENCE).until(() -> application.starts() == expected);
                loaders.add(application.get("/use").join().body());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(redis.clientList())
                                .as("two of one pool")
                                .hasSize(2));
                if (start < STARTS) {
                    Files.createFile(changing.resolve("changed-" + start));
                }
            }

            assertThat(loaders).hasSize(STARTS).allMatch(loader -> loader.contains("RestartClassLoader"));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(body(application, "/threads")).isEqualTo("[]"));
            // Those of the first start are held by a thread of the MongoDB driver.
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(body(application, "/classes")).endsWith(",false,true]"));
            assertThat(redis.clientList()).hasSize(2);
            application.terminate();
            application.awaitExit();
            await().atMost(PATIENCE).until(() -> redis.clientList().isEmpty() && mongo.connections() == 0);
        }
    }

    private static ApplicationProcess start(Path changing, RedisServer redis, MongoServer mongo) throws IOException {
        return new ApplicationProcess(
                List.of(changing, Path.of(System.getProperty("earnorm.test.devtools"))),
                RestartedApplication.class,
                "--server.port=0",
                "--earnorm.pool.redis.uri=" + redis.uri(),
                "--earnorm.pool.redis.min-size=2",
                "--earnorm.pool.redis.max-size=2",
                "--earnorm.pool.mongodb.uri=" + mongo.uri("shop"),
                "--spring.devtools.livereload.enabled=false",
                "--spring.devtools.restart.poll-interval=100ms",
                "--spring.devtools.restart.quiet-period=50ms");
    }

    private static String body(ApplicationProcess application, String path) {
        return application.get(path).join().body();
    }
}
