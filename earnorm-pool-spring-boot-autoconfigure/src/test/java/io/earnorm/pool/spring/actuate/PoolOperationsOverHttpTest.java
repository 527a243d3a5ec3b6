package io.earnorm.pool.spring.actuate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEvent;

/** What an operator can do, and what is left behind of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolOperationsOverHttpTest {

    private final FakeServer server = new FakeServer();
    private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
    private final WebApplication application = new WebApplication(
            server,
            starting -> {
                starting.addApplicationListener(this::audit);
                starting.registerBean(Filter.class, () -> PoolOperationsOverHttpTest::logIn);
            },
            "management.endpoint.earnormpools.access=unrestricted",
            "earnorm.pool.custom.jobs.type=fake",
            "earnorm.pool.custom.jobs.leak-detection-threshold=1ms");
    private final FakePool pool = application.context().getBean("jobsPool", FakePool.class);

    private final Logger logger = (Logger) LoggerFactory.getLogger(PoolOperations.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void asConfigured() {
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        log.start();
        pool.resume();
        pool.resize(1, 10);
    }

    @AfterAll
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        application.close();
    }

    @Test
    void resizeAnswersWithThePoolBeforeAndAfter() throws Exception {
        HttpResponse<String> response =
                application.post("/actuator/earnormpools/jobs/resize", "{\"minSize\": 2, \"maxSize\": 5}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(response.body(), "$.operation")).isEqualTo("resize");
        assertThat(JsonPath.<Integer>read(response.body(), "$.before.maxSize")).isEqualTo(10);
        assertThat(JsonPath.<Integer>read(response.body(), "$.after.maxSize")).isEqualTo(5);
        assertThat(pool.config().minSize()).isEqualTo(2);
        assertThat(pool.config().maxSize()).isEqualTo(5);
    }

    @Test
    void resizeLeavesTheSizeThatIsNotGiven() throws Exception {
        application.post("/actuator/earnormpools/jobs/resize", "{\"maxSize\": \"7\"}");
        assertThat(pool.config().minSize()).isEqualTo(1);
        assertThat(pool.config().maxSize()).isEqualTo(7);
    }

    @Test
    void aSuspendedPoolServesAgainAfterResume() throws Exception {
        application.post("/actuator/earnormpools/jobs/suspend", "");
        assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
        String resumed =
                application.post("/actuator/earnormpools/jobs/resume", "").body();
        assertThat(JsonPath.<String>read(resumed, "$.before.state")).isEqualTo("SUSPENDED");
        assertThat(JsonPath.<String>read(resumed, "$.after.state")).isEqualTo("RUNNING");
        assertThat(pool.<String, Exception>execute(Connection::ask)).isEqualTo("something");
    }

    @Test
    void clearRetiresTheConnections() throws Exception {
        long retired;
        try (Lease<Connection> lease = pool.acquire()) {
            retired = lease.id();
            assertThat(application.post("/actuator/earnormpools/jobs/clear", "").statusCode())
                    .isEqualTo(200);
        }
        try (Lease<Connection> lease = pool.acquire()) {
            assertThat(lease.id()).isGreaterThan(retired);
        }
    }

    @Test
    void eachOperationIsLoggedAndAudited() throws Exception {
        application.post("/actuator/earnormpools/jobs/resize", "{\"maxSize\": 3}");
        assertThat(lastLine())
                .matches("Pool 'jobs': resize by 'anonymous', before: RUNNING, \\d+ of 1 to 10 connections, "
                        + "after: RUNNING, \\d+ of 1 to 3 connections");
        AuditEvent event = audit.get(audit.size() - 1);
        assertThat(event.getType()).isEqualTo("EARNORM_POOL_RESIZE");
        assertThat(event.getPrincipal()).isEqualTo("anonymous");
        assertThat(event.getData()).containsEntry("pool", "jobs").containsEntry("operation", "resize");
        assertThat(event.getData().get("after")).asString().endsWith("of 1 to 3 connections");
    }

    @Test
    void whoIsLoggedInIsNamedWithoutBreakingALineOfTheLog() throws Exception {
        HttpClient.newHttpClient()
                .send(
                        application
                                .request("/actuator/earnormpools/jobs/clear")
                                .header("User", URLEncoder.encode("ops\nPool 'jobs': forged", UTF_8))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
        assertThat(lastLine()).startsWith("Pool 'jobs': clear by 'ops_Pool 'jobs': forged'");
        assertThat(audit).extracting(AuditEvent::getPrincipal).contains("ops_Pool 'jobs': forged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobs/resize  | {\"maxSize\": 0}    | 400 | maxSize must be at least 1, but was 0",
                "jobs/resize  | {\"minSize\": 11}   | 400 | minSize must be between 0 and maxSize (10), but was 11",
                "jobs/resize  | {\"minSize\": -1}   | 400 | minSize must be between 0 and maxSize (10), but was -1",
                "jobs/resize  | {\"maxSize\": \"many\"} | 400 | maxSize must be a whole number",
                "jobs/resize  | {\"maxSize\": 2.5}  | 400 | maxSize must be a whole number",
                "jobs/resize  | {\"maxSize\": 3000000000} | 400 | maxSize must be a whole number",
                "jobs/resize  | {}                  | 400 | resize needs minSize, maxSize or both as numbers",
                "jobs/clear   | {\"maxSize\": 3}    | 400 | clear takes no sizes",
                "jobs/drop    | {}                  | 400 | There is no operation 'drop'; there are: clear, resize, suspend, resume",
                "others/clear | {}                  | 404 | There is no pool 'others'; there are: jobs"
            })
    void badInputIsRefusedWithAText(String path, String body, int status, String message) throws Exception {
        HttpResponse<String> response = application.post("/actuator/earnormpools/" + path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JsonPath.<String>read(response.body(), "$.message")).isEqualTo(message);
        assertThat(pool.config().maxSize()).isEqualTo(10);
    }

    @Test
    void aClosedPoolIsLeftAlone() throws Exception {
        try (WebApplication other = new WebApplication(
                server, "management.endpoint.earnormpools.access=unrestricted", "earnorm.pool.custom.jobs.type=fake")) {
            other.context().getBean("jobsPool", FakePool.class).close();
            HttpResponse<String> response = other.post("/actuator/earnormpools/jobs/resume", "");
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body()).contains("Pool 'jobs' is CLOSED for good");
        }
    }

    @Test
    void theLastLeaksAreShownWithWhereTheyWereAcquired() throws Exception {
        for (int leak = 0; leak < 11; leak++) {
            try (Lease<Connection> lease = pool.acquire()) {
                await().until(() -> {
                    pool.cleanup();
                    return application
                            .get("/actuator/earnormpools/jobs")
                            .body()
                            .contains("\"id\":%d,\"reportedAt\"".formatted(lease.id()));
                });
                lease.invalidate();
            }
        }
        String json = application.get("/actuator/earnormpools/jobs").body();
        assertThat(JsonPath.<List<?>>read(json, "$.leaks")).hasSize(10);
        assertThat(JsonPath.<String>read(json, "$.leaks[0].holder"))
                .isEqualTo(Thread.currentThread().getName());
        assertThat(JsonPath.<Integer>read(json, "$.leaks[0].id"))
                .isGreaterThan(JsonPath.<Integer>read(json, "$.leaks[1].id"));
        assertThat(JsonPath.<List<String>>read(json, "$.leaks[0].acquiredAt"))
                .anyMatch(line -> line.contains("theLastLeaksAreShownWithWhereTheyWereAcquired"));
    }

    /** As Spring Boot's own listener, which hands these events to the application's repository. */
    private void audit(ApplicationEvent event) {
        if (event instanceof AuditApplicationEvent published) {
            audit.add(published.getAuditEvent());
        }
    }

    private String lastLine() {
        return log.list.get(log.list.size() - 1).getFormattedMessage();
    }

    /** What a security framework does. */
    private static void logIn(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String user = ((HttpServletRequest) request).getHeader("User");
        chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public @Nullable Principal getUserPrincipal() {
                        return user == null ? null : () -> URLDecoder.decode(user, UTF_8);
                    }
                },
                response);
    }
}
