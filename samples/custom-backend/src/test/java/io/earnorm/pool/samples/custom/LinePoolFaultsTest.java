package io.earnorm.pool.samples.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.Traffic;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract cannot ask, because it knows no protocol: which failures this backend's users meet. */
class LinePoolFaultsTest {

    private LineServer server;
    private TcpGate gate;
    private LinePool pool;

    @BeforeEach
    void open() throws IOException {
        server = new LineServer();
        gate = TcpGate.to(server.port());
        pool = new LinePool(PoolOptions.builder()
                .uri("lines://127.0.0.1:" + gate.port())
                .config(PoolConfig.builder()
                        .minSize(0)
                        .maxSize(1)
                        .connectionTimeout(Duration.ofMillis(500))
                        .initializationFailTimeout(Duration.ofMillis(-1))
                        .validationInterval(Duration.ofHours(1)) // Only work finds out that something broke.
                        .extraConfig(Map.of("read_timeout", "1s"))
                        .build())
                .build());
    }

    @AfterEach
    void close() {
        pool.close();
        gate.close();
        server.close();
    }

    @Test
    void aServerThatSaysNothingCostsTheReadTimeoutAndTheConnection() throws IOException {
        long first = useOnce();
        gate.replies(Traffic.lost());
        assertThatThrownBy(() -> pool.execute(connection -> connection.upper("a")))
                .isInstanceOf(SocketTimeoutException.class);

        gate.replies(Traffic.free());
        assertThat(pool.<String, IOException>execute(connection -> connection.upper("b")))
                .isEqualTo("B"); // Not the late answer to the first question.
        assertThat(useOnce()).isNotEqualTo(first);
    }

    @Test
    void anAnswerThatIsCutCostsTheConnection() throws IOException {
        long first = useOnce();
        gate.replies(Traffic.cut());
        assertThatThrownBy(() -> pool.execute(connection -> connection.upper("a")))
                .isInstanceOf(SocketException.class);

        gate.replies(Traffic.free());
        assertThat(useOnce()).isNotEqualTo(first);
    }

    @Test
    void aServerThatRefusesIsWaitedForUntilTheDeadlineAndNamedAsTheCause() {
        gate.kill();

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(PoolTimeoutException.class)
                .hasRootCauseMessage("Connection refused");
    }

    private long useOnce() throws IOException {
        try (Lease<LineConnection> lease = pool.acquire()) {
            lease.connection().upper("hello");
            return lease.id();
        }
    }
}
