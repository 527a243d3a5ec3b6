package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** The servers that the package managers don't have: an old one, a present one, and Valkey. Skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class RedisContainersTest {

    private static final String OLD = "redis:6.0"; // Knows no RESET.
    private static final String PRESENT = "redis:8.0";
    private static final String VALKEY = "valkey/valkey:8.0";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PORT = 6379;
    private static final Map<String, GenericContainer<?>> SERVERS = new HashMap<>();

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(GenericContainer::stop);
        SERVERS.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, PRESENT, VALKEY})
    void servesLeasesAndCommands(String image) {
        try (RedisPool pool = pool(image, "secret");
                Lease<Jedis> lease = pool.acquire()) {
            lease.connection().set("greeting", "hello");
            assertThat(pool.commands().get("greeting")).isEqualTo("hello");
            assertThat(pool.checkHealth().up()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, PRESENT, VALKEY})
    void saysAtOnceThatAPasswordIsWrong(String image) {
        try (RedisPool pool = pool(image, "wrong")) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasStackTraceContaining("WRONGPASS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, PRESENT, VALKEY})
    void lendsNothingThatTheLastHolderLeftBehind(String image) {
        try (RedisPool pool = pool(image, "secret")) {
            try (Lease<Jedis> careless = pool.acquire()) {
                careless.connection().select(3);
                careless.connection().watch("key");
                careless.connection().clientSetname("mine");
            }
            try (Lease<Jedis> next = pool.acquire()) {
                assertThat(next.connection().ping()).isEqualTo("PONG");
                assertThat(next.connection().clientGetname()).isNotEqualTo("mine");
                next.connection().set("where", image);
            }
            assertThat(pool.commands().get("where")).isEqualTo(image); // In the pool's own database.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, PRESENT, VALKEY})
    void takesBackWhatAPipelineHeld(String image) {
        try (RedisPool pool = pool(image, "secret")) {
            try (Pipeline pipeline = new Pipeline(new LeaseProvider(pool).getConnection(), true)) {
                pipeline.set("key", "value");
            }
            assertThat(pool.commands().get("key")).isEqualTo("value");
            assertThat(pool.getMetrics().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENT, VALKEY})
    void isDownWhileTheServerIsFrozenAndComesBackByItself(String image) {
        DockerClient docker = server(image).getDockerClient();
        String id = server(image).getContainerId();
        try (RedisPool pool = pool(image, "secret")) {
            assertThat(pool.commands().ping()).isEqualTo("PONG");
            docker.pauseContainerCmd(id).exec();
            try {
                assertThat(pool.checkHealth().up()).isFalse();
            } finally {
                docker.unpauseContainerCmd(id).exec();
            }
            await().atMost(PATIENCE).until(() -> pool.checkHealth().up());
            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    private static RedisPool pool(String image, String password) {
        GenericContainer<?> server = server(image);
        return RedisPool.create(PoolOptions.builder()
                .uri("redis://:%s@%s:%d".formatted(password, server.getHost(), server.getMappedPort(PORT)))
                .config(PoolConfig.builder()
                        .minSize(0)
                        .maxSize(2)
                        .connectionTimeout(PATIENCE)
                        .validationTimeout(Duration.ofSeconds(2))
                        .build())
                .build());
    }

    /** One for all tests of an image. Never closed by a pool. */
    @SuppressWarnings("resource")
    private static GenericContainer<?> server(String image) {
        return SERVERS.computeIfAbsent(image, name -> {
            GenericContainer<?> server = new GenericContainer<>(name)
                    .withCommand(name.equals(VALKEY) ? "valkey-server" : "redis-server", "--requirepass", "secret")
                    .withExposedPorts(PORT);
            server.start();
            return server;
        });
    }
}
