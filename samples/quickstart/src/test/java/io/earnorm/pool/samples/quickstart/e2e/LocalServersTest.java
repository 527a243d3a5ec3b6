package io.earnorm.pool.samples.quickstart.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.redis.WithRedis;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The start that needs nothing: the application brings its servers, and takes them with it. */
@WithRedis
class LocalServersTest {

    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final Path folder = Path.of("target", "e2e", "local-servers");

    @Test
    void serversStartAndEndWithTheApplication() throws Exception {
        try (ApplicationProcess application = ApplicationProcess.start(folder, Map.of())) {
            HttpRequest health = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + application.port() + "/actuator/health"))
                    .build();
            await("health").atMost(Duration.ofSeconds(10)).until(() -> statusOf(health) == 200);
            List<ProcessHandle> servers = application.children();
            assertThat(servers).hasSize(1).allMatch(ProcessHandle::isAlive); // redis-server; MongoDB is a thread.

            application.terminate();
            application.awaitExit(END_WITHIN);
            await("end of redis-server").until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aStartThatFailsEndsTheProcess() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                ApplicationProcess application =
                        ApplicationProcess.launch(folder, Map.of(), "--server.port=" + taken.getLocalPort())) {
            assertThat(application.awaitExit(END_WITHIN)).isEqualTo(1);
            assertThat(application.output()).contains("was already in use");
        }
    }

    private static int statusOf(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
