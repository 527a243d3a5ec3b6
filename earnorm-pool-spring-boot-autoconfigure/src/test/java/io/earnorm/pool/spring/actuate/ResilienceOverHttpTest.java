package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With resilience4j-spring-boot3 or -boot4: its YAML applies to pools, and its endpoints and meters show them. */
class ResilienceOverHttpTest {

    @Test
    void poolsAreEntriesOfTheApplicationsRegistries() throws Exception {
        FakeServer server = new FakeServer();
        try (WebApplication application = new WebApplication(
                server,
                "earnorm.pool.custom.sessions.type=fake",
                "earnorm.pool.custom.jobs.type=fake",
                "earnorm.pool.custom.jobs.resilience.retry.max-attempts=4",
                "resilience4j.circuitbreaker.instances.sessions.minimum-number-of-calls=1",
                "resilience4j.circuitbreaker.instances.sessions.wait-duration-in-open-state=1h",
                "resilience4j.retry.instances.sessions.max-attempts=1")) {
            Map<String, ?> breakers =
                    JsonPath.read(application.get("/actuator/circuitbreakers").body(), "$.circuitBreakers");
            assertThat(breakers).containsOnlyKeys("sessions", "jobs");
            List<String> retries =
                    JsonPath.read(application.get("/actuator/retries").body(), "$.retries");
            assertThat(retries).containsExactlyInAnyOrder("sessions", "jobs");
            assertThat(application
                            .get("/actuator/metrics/resilience4j.circuitbreaker.state?tag=name:jobs")
                            .statusCode())
                    .isEqualTo(200);

            FakePool pool = application.context().getBean("sessionsPool", FakePool.class);
            server.stop();
            catchThrowable(() -> pool.execute(Connection::ask)); // One call is enough, as the YAML says.
            await().until(() -> pool.state() == PoolState.PAUSED);
            String json = application.get("/actuator/circuitbreakers").body();
            assertThat(JsonPath.<String>read(json, "$.circuitBreakers.sessions.state"))
                    .isIn("OPEN", "HALF_OPEN");
            assertThat(JsonPath.<String>read(json, "$.circuitBreakers.jobs.state"))
                    .isEqualTo("CLOSED");
        }
    }
}
