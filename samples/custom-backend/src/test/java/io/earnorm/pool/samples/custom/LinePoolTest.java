package io.earnorm.pool.samples.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolFactory;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.metrics.ConnectionMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinePoolTest {

    private LineServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LineServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aRefusalKeepsTheConnectionAndABrokenPipeReplacesIt() throws IOException {
        try (LinePool pool = pool(config())) {
            server.beBusyFor(1);
            assertThatThrownBy(() -> pool.execute(connection -> connection.upper("a")))
                    .isInstanceOf(LineRefusedException.class);
            assertThat(pool.getConnections()).extracting(ConnectionMetrics::id).containsExactly(1L);

            assertThatThrownBy(() -> pool.run(connection -> {
                        connection.close();
                        connection.upper("a");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(pool.<String, IOException>execute(connection -> connection.upper("b")))
                    .isEqualTo("B");
            await().untilAsserted(() -> assertThat(pool.getConnections()) // One that is being closed is listed, too.
                    .extracting(ConnectionMetrics::id)
                    .isNotEmpty()
                    .doesNotContain(1L));
        }
    }

    @Test
    void aConnectionThatDiedWhileIdleIsNotLeased() throws IOException {
        try (LinePool pool = pool(config().validationInterval(Duration.ZERO))) {
            pool.acquire().close();
            server.disconnectAll();
            try (Lease<LineConnection> lease = pool.acquire()) {
                assertThat(lease.connection().upper("alive")).isEqualTo("ALIVE");
            }
        }
    }

    @Test
    void healthFollowsTheServer() {
        try (LinePool pool = pool(config())) {
            pool.init();
            assertThat(pool.checkHealth().up()).isTrue();
            server.close();
            assertThat(pool.checkHealth().up()).isFalse();
        }
    }

    @Test
    void closingThePoolClosesEveryConnection() {
        try (LinePool pool = pool(config().minSize(3))) {
            pool.init();
            await().until(() -> server.connections() == 3);
        }
        await().until(() -> server.connections() == 0);
    }

    @Test
    void wrongOptionsAreNamedWithoutRepeatingTheUri() {
        assertThatThrownBy(() -> PoolFactory.create(
                        "lines",
                        PoolOptions.builder().uri("http://user:secret@host").build()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("lines://host:port")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> pool(config().extraConfig(Map.of("colour", "red"))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("colour");
    }

    private static PoolConfig.Builder config() {
        return PoolConfig.builder().maxSize(4).initializationFailTimeout(Duration.ofSeconds(10));
    }

    private LinePool pool(PoolConfig.Builder config) {
        PoolOptions options =
                PoolOptions.builder().uri(server.uri()).config(config.build()).build();
        return PoolFactory.create("lines", options, LinePool.class);
    }
}
