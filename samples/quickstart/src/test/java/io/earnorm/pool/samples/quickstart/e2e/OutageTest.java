package io.earnorm.pool.samples.quickstart.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earnorm.pool.samples.quickstart.e2e.HttpLoad.Answer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend dies under load and comes back. The application is not restarted, and nobody hangs. */
@WithRedis
class OutageTest {

    private static final int CALLERS = 8;
    private static final int MAX_CONNECTING = 2; // The setting's default.
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(2);
    private static final Duration UP_WITHIN = Duration.ofSeconds(20);
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int ENOUGH = 200;

    private Deployment deployment;

    @BeforeEach
    void start() throws IOException {
        deployment = new Deployment("outage");
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void redisDiesUnderLoadAndComesBack() throws Exception {
        String health = "/components/earnormPool/components/redis/components/cache/status";
        HttpRequest popular = deployment.get("/orders/popular");
        try (HttpLoad load = HttpLoad.start(CALLERS, () -> popular)) {
            awaitServed(load, System.nanoTime());
            awaitHealth(health, "UP", UP_WITHIN);

            deployment.redis.kill();
            awaitHealth(health, "DOWN", DOWN_WITHIN);
            assertCallsFailFast(load);
            assertOrdersAreStillRead();

            try (RedisServer revived = RedisServer.builder()
                            .password(Deployment.REDIS_PASSWORD)
                            .start();
                    RecordingProxy proxy =
                            RecordingProxy.at(deployment.redis.port(), revived.port(), "AUTH", LATENCY)) {
                assertTrafficFlowsAgain(load, health, proxy);
            }
        }
    }

    @Test
    void mongoDiesUnderLoadAndComesBack() throws Exception {
        String health = "/components/earnormPool/components/mongodb/components/orders/status";
        HttpRequest create = deployment.post("/orders", "{\"customer\":\"Ada\",\"item\":\"Tea\",\"quantity\":1}");
        try (HttpLoad load = HttpLoad.start(CALLERS, () -> create)) {
            awaitServed(load, System.nanoTime());
            awaitHealth(health, "UP", UP_WITHIN);

            deployment.mongo.kill();
            awaitHealth(health, "DOWN", DOWN_WITHIN);
            assertCallsFailFast(load);

            try (MongoProcess revived = MongoProcess.start(Deployment.MONGO_PASSWORD);
                    RecordingProxy proxy =
                            RecordingProxy.at(deployment.mongo.port(), revived.port(), "saslStart", LATENCY)) {
                assertTrafficFlowsAgain(load, health, proxy);
            }
        }
    }

    /** From here on every call is refused at once, with a problem that says what and for how long. */
    private void assertCallsFailFast(HttpLoad load) throws Exception {
        long down = System.nanoTime();
        await().until(() -> load.answersSince(down).size() >= ENOUGH);
        List<Answer> refused = load.answersSince(down);
        assertThat(refused).extracting(Answer::status).containsOnly(503);
        assertThat(refused).allSatisfy(answer -> {
            JsonNode problem = Json.parse(answer.body());
            assertThat(problem.path("title").asText()).isIn("Backend unavailable", "Connection lost", "No connection");
            assertThat(problem.path("detail").asText()).isNotBlank();
        });
        assertThat(median(refused)).isLessThan(Duration.ofMillis(100));
        assertThat(longest(refused)).isLessThan(Duration.ofSeconds(2)); // connection-timeout: nobody waited for it.

        HttpResponse<String> one = deployment.send(refused.get(0).request());
        assertThat(one.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(deployment.application.isAlive()).isTrue();
    }

    private void assertTrafficFlowsAgain(HttpLoad load, String health, RecordingProxy proxy) {
        awaitHealth(health, "UP", UP_WITHIN);
        awaitServed(load, System.nanoTime());
        assertThat(proxy.made()).isPositive();
        assertThat(proxy.mostAtOnce()).as(proxy::toString).isBetween(1L, (long) MAX_CONNECTING);
        assertThat(load.answers()).extracting(Answer::status).isSubsetOf(200, 201, 503);
        assertThat(deployment.application.isAlive()).isTrue();
    }

    /** The cache is a cache: without it, orders come from the database. */
    private void assertOrdersAreStillRead() throws Exception {
        HttpResponse<String> created =
                deployment.send(deployment.post("/orders", "{\"customer\":\"Ada\",\"item\":\"Tea\",\"quantity\":1}"));
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> read = deployment.send(deployment.get(location));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("X-Read-From")).contains("database");
    }

    private static void awaitServed(HttpLoad load, long since) {
        Predicate<List<Answer>> enough =
                answers -> answers.stream().filter(Answer::isServed).count() >= ENOUGH;
        await("traffic").atMost(UP_WITHIN).until(() -> load.answersSince(since), enough);
    }

    private void awaitHealth(String pointer, String status, Duration atMost) {
        await("health " + status)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> health(pointer), status::equals);
    }

    private String health(String pointer) throws Exception {
        return Json.parse(deployment.send(deployment.get("/actuator/health")).body())
                .at(pointer)
                .asText();
    }

    private static Duration median(List<Answer> answers) {
        return Duration.ofNanos(answers.stream()
                .mapToLong(Answer::nanos)
                .sorted()
                .skip(answers.size() / 2)
                .findFirst()
                .orElseThrow());
    }

    private static Duration longest(List<Answer> answers) {
        return Duration.ofNanos(answers.stream().mapToLong(Answer::nanos).max().orElseThrow());
    }
}
