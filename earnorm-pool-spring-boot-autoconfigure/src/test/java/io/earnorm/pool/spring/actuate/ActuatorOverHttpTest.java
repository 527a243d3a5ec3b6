package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import io.earnorm.pool.spring.documentation.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorOverHttpTest {

    private static final String SECRET = "s3cret";

    private final FakeServer server = new FakeServer();
    private final WebApplication application = new WebApplication(
            server,
            "earnorm.pool.defaults.extra-config.token=" + SECRET,
            "earnorm.pool.health.cache=1h",
            "earnorm.pool.custom.sessions.type=fake",
            "earnorm.pool.custom.sessions.uri=fake://app:" + SECRET + "@localhost:1/db?token=" + SECRET,
            "earnorm.pool.custom.sessions.username=app",
            "earnorm.pool.custom.sessions.password=" + SECRET,
            "earnorm.pool.custom.sessions.max-size=3",
            "earnorm.pool.custom.jobs.type=fake",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always",
            "spring.config.import=" + readinessOfThePage());

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void healthShowsEachPoolBelowItsBackend() throws Exception {
        String json = application.get("/actuator/health").body();
        assertThat(JsonPath.<String>read(json, "$.components.earnormPool.status"))
                .isEqualTo("UP");
        String pool = "$.components.earnormPool.components.fake.components.sessions";
        assertThat(JsonPath.<String>read(json, pool + ".status")).isEqualTo("UP");
        assertThat(JsonPath.<String>read(json, pool + ".details.state")).isEqualTo("RUNNING");
        assertThat(JsonPath.<Integer>read(json, pool + ".details.maxSize")).isEqualTo(3);
        assertThat(json).doesNotContain(SECRET, "fake://");
    }

    @Test
    void onePoolCanBeAskedForAndBePartOfReadiness() throws Exception {
        assertThat(application.get("/actuator/health/earnormPool/fake/jobs").statusCode())
                .isEqualTo(200);
        HttpResponse<String> readiness = application.get("/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(200);
        FakePool pool = application.context().getBean("sessionsPool", FakePool.class);
        server.stop();
        try {
            catchThrowable(() -> pool.execute(Connection::ask)); // Traffic sees it first, and health at once.
            assertThat(application.get("/actuator/health/readiness").statusCode())
                    .isEqualTo(503);
            assertThat(application.get("/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        } finally {
            server.start();
        }
        await().untilAsserted(() -> assertThat(
                        application.get("/actuator/health/readiness").statusCode())
                .isEqualTo(200));
    }

    @Test
    void metersCarryThePoolAndItsBackend() throws Exception {
        List<String> names = JsonPath.read(application.get("/actuator/metrics").body(), "$.names");
        assertThat(names)
                .contains(
                        "earnorm.pool.connections",
                        "earnorm.pool.pending",
                        "earnorm.pool.max",
                        "earnorm.pool.min",
                        "earnorm.pool.acquire",
                        "earnorm.pool.usage",
                        "earnorm.pool.creation",
                        "earnorm.pool.timeouts",
                        "earnorm.pool.evictions");
        String max = application
                .get("/actuator/metrics/earnorm.pool.max?tag=pool:sessions&tag=backend:fake")
                .body();
        assertThat(JsonPath.<Double>read(max, "$.measurements[0].value")).isEqualTo(3);
    }

    @Test
    void theEndpointListsThePoolsAndShowsOneWithItsConnections() throws Exception {
        FakePool pool = application.context().getBean("sessionsPool", FakePool.class);
        try (Lease<Connection> lease = pool.acquire()) {
            String all = application.get("/actuator/earnormpools").body();
            assertThat(JsonPath.<Integer>read(all, "$.pools.sessions.connections.inUse"))
                    .isEqualTo(1);
            assertThat(JsonPath.<Integer>read(all, "$.pools.jobs.connections.inUse"))
                    .isZero();
            assertThat(JsonPath.<String>read(all, "$.pools.jobs.backend")).isEqualTo("fake");
            String one = application.get("/actuator/earnormpools/sessions").body();
            assertThat(JsonPath.<Integer>read(one, "$.config.max-size")).isEqualTo(3);
            assertThat(JsonPath.<String>read(one, "$.config.connection-timeout"))
                    .isEqualTo("30000ms");
            List<String> holders = JsonPath.read(
                    one, "$.connections[?(@.id == %d && @.state == 'IN_USE')].holder".formatted(lease.id()));
            assertThat(holders).containsExactly(Thread.currentThread().getName());
            assertThat(all + one).doesNotContain(SECRET);
        }
    }

    @Test
    void theEndpointKnowsNoOtherPools() throws Exception {
        assertThat(application.get("/actuator/earnormpools/others").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theEndpointChangesNothingByDefault() throws Exception {
        assertThat(application
                        .post("/actuator/earnormpools/sessions/suspend", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(application.context().getBean("sessionsPool", FakePool.class).state())
                .isEqualTo(PoolState.RUNNING);
    }

    @Test
    void noEndpointShowsASecretAlthoughValuesAreShown() throws Exception {
        String env = application.get("/actuator/env").body();
        assertThat(env).contains("fake://******@localhost:1/db?******").doesNotContain(SECRET);
        String configprops = application.get("/actuator/configprops").body();
        assertThat(configprops)
                .contains("fake://******@localhost:1/db?******", "\"username\":\"app\"")
                .doesNotContain(SECRET);
    }

    /** What the page about health tells people to write, for a pool of ours. */
    private static String readinessOfThePage() {
        String page = Page.of("docs/health.md").text();
        Matcher block = Pattern.compile("```yaml\n([^`]*readiness[^`]*)```").matcher(page);
        assertThat(block.find()).isTrue();
        try {
            Path file = Files.createTempFile("readiness", ".yml");
            file.toFile().deleteOnExit();
            Files.writeString(file, block.group(1).replace("/redis/", "/fake/"));
            return file.toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
