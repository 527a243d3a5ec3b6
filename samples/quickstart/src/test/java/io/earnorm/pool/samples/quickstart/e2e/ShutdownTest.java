package io.earnorm.pool.samples.quickstart.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earnorm.pool.samples.quickstart.e2e.HttpLoad.Answer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGTERM under load: whoever was let in is served, then every connection is closed. */
@WithRedis
class ShutdownTest {

    private static final int CALLERS = 6;
    private static final int SIGTERM_EXIT = 143;

    private Deployment deployment;

    /** The access log says which requests the server took, whatever the callers saw of them. */
    @BeforeEach
    void start() throws IOException {
        deployment = new Deployment(
                "shutdown",
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.pattern=%s %U",
                "--server.tomcat.accesslog.rotate=false",
                "--server.tomcat.basedir="
                        + Path.of("target", "e2e", "shutdown").toAbsolutePath());
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void requestsInFlightFinishAndEveryConnectionIsClosed() throws Exception {
        HttpRequest popular = deployment.get("/orders/popular");
        HttpLoad load = HttpLoad.start(CALLERS, () -> popular);
        await().until(() -> load.answers().size() >= 200);

        deployment.redis.freeze(); // In a moment every caller has a request in flight.
        await().until(() -> requestsInFlight() == CALLERS);
        long terminated = System.nanoTime();
        deployment.application.terminate();
        await().until(() -> deployment.application.output().contains("Commencing graceful shutdown"));
        deployment.redis.thaw();

        int exit = deployment.application.awaitExit(Duration.ofSeconds(30));
        load.close();

        assertThat(exit).isEqualTo(SIGTERM_EXIT);
        assertThat(deployment.redis.clientList()).isEmpty();
        List<Answer> served = load.answers().stream().filter(Answer::isServed).toList();
        assertThat(served)
                .filteredOn(answer -> answer.wasInFlightAt(terminated))
                .hasSize(CALLERS);
        assertThat(load.answers()).filteredOn(Answer::isRefused).isEmpty();
        assertThat(acceptedRequests()).containsOnly("200 /orders/popular").hasSameSizeAs(served);
        assertThat(deployment.application.output())
                .containsSubsequence("Graceful shutdown complete", "Pool 'cache' is closed, 0 leases");
    }

    /** As the application counts them, without the one that asks. */
    private int requestsInFlight() throws Exception {
        JsonNode active = Json.parse(deployment
                .send(deployment.get("/actuator/metrics/http.server.requests.active"))
                .body());
        assertThat(active.at("/measurements/0/statistic").asText()).isEqualTo("ACTIVE_TASKS");
        return active.at("/measurements/0/value").asInt() - 1;
    }

    private static List<String> acceptedRequests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "e2e", "shutdown", "logs"))) {
            Path log = files.findFirst().orElseThrow();
            return Files.readAllLines(log).stream()
                    .filter(line -> line.endsWith("/orders/popular"))
                    .toList();
        }
    }
}
