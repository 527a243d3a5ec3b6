package io.earnorm.pool.spring.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A real application: asked over HTTP as an operator would, then told to end while it serves a request. */
@WithRedis
class DeployedApplicationTest {

    private static final int SIGTERM_EXIT = 143;

    @Test
    void isHealthyShownAndMeasuredAndEndsWhenItsLastRequestIsServed(RedisServer server) throws Exception {
        try (ApplicationProcess application = new ApplicationProcess(
                QueueApplication.class,
                "--server.port=0",
                "--earnorm.pool.redis.jobs.uri=" + server.uri(),
                "--management.endpoints.web.exposure.include=health,metrics,earnormpools",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.group.readiness.include=readinessState,earnormPool/redis/jobs",
                "--management.endpoint.health.probes.enabled=true")) {
            awaitStatus("UP", application, "/actuator/health/readiness", "$.status");
            assertThat(application.get("/actuator/health/readiness").join().body())
                    .contains("readinessState", "\"jobs\"");
            awaitStatus("UP", application, "/actuator/health/earnormPool/redis/jobs", "$.status");
            awaitStatus("RUNNING", application, "/actuator/earnormpools", "$.pools.jobs.state");
            String health = application.get("/actuator/health").join().body();
            assertThat(JsonPath.<Map<String, ?>>read(health, "$.components"))
                    .containsKey("earnormPool")
                    .doesNotContainKey("redis"); // Nobody asks the same server twice.
            String size = application
                    .get("/actuator/metrics/earnorm.pool.max?tag=pool:jobs")
                    .join()
                    .body();
            assertThat(JsonPath.<Double>read(size, "$.measurements[0].value")).isEqualTo(10);

            CompletableFuture<HttpResponse<String>> inFlight = application.get("/next");
            await().until(() -> server.clientList().stream()
                    .anyMatch(client -> client.get("cmd").equals("blpop")));
            application.terminate();
            await().until(() -> application.output().contains("Commencing graceful shutdown"));
            server.run(admin -> admin.rpush("queue", "job"));

            assertThat(inFlight.join().body()).isEqualTo("job, 0 left");
            assertThat(application.awaitExit()).isEqualTo(SIGTERM_EXIT);
            assertThat(server.clientList()).isEmpty();
        }
    }

    private static void awaitStatus(String status, ApplicationProcess application, String path, String json) {
        await().untilAsserted(() -> {
            String body = application.get(path).join().body();
            assertThat(JsonPath.<String>read(body, json)).as(body).isEqualTo(status);
        });
    }
}
