package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthProbesTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeServer server = new FakeServer();
    private final List<FakePool> pools = new ArrayList<>();
    private HealthProbes probes = probes(LONG, FOR_EVER);

    @AfterEach
    void close() {
        server.speak();
        probes.close();
        pools.forEach(pool -> pool.close(Duration.ZERO));
    }

    @Test
    void aPoolWhoseBackendAnswersIsUp() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        HealthReport report = probes.report(pool);
        assertThat(report.status()).isEqualTo("UP");
        assertThat(report.details())
                .containsEntry("state", "RUNNING")
                .containsEntry("inUse", 0)
                .containsEntry("pending", 0)
                .containsEntry("maxSize", 2)
                .containsKeys("reason", "total", "idle", "lastProbe");
    }

    @Test
    void theAnswerIsRemembered() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        probes.report(pool);
        int pings = server.pings();
        for (int i = 0; i < 100; i++) {
            assertThat(probes.report(pool).status()).isEqualTo("UP");
        }
        assertThat(server.pings()).isEqualTo(pings);
    }

    @Test
    void theAnswerIsForgottenAfterTheCacheTime() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, Duration.ZERO);
        probes.report(pool);
        server.stop();
        assertThat(probes.report(pool).status()).isEqualTo("DOWN");
        server.start();
        await().untilAsserted(() -> assertThat(probes.report(pool).status()).isEqualTo("UP"));
    }

    @Test
    void aFailureOfWorkEndsARememberedUpAtOnce() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        assertThat(probes.report(pool).status()).isEqualTo("UP");
        server.stop();
        assertThat(catchThrowable(() -> pool.execute(Connection::ask))).hasMessageContaining("refused");
        assertThat(probes.report(pool).status()).isEqualTo("DOWN");
    }

    @Test
    void aNewConnectionEndsARememberedDown() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        server.stop();
        assertThat(catchThrowable(() -> pool.execute(Connection::ask))).hasMessageContaining("refused");
        assertThat(probes.report(pool).status()).isEqualTo("DOWN");
        server.start();
        // The pool fills itself again, and that is the sign.
        await().untilAsserted(() -> assertThat(probes.report(pool).status()).isEqualTo("UP"));
    }

    @Test
    void anOpenBreakerIsDownWithoutAskingAndAClosedOneIsUpAgain() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        assertThat(probes.report(pool).status()).isEqualTo("UP");
        server.stop();
        await().until(() -> {
            catchThrowable(() -> pool.execute(Connection::ask));
            return pool.state() == PoolState.PAUSED;
        });
        HealthReport report = probes.report(pool);
        assertThat(report.status()).isEqualTo("DOWN");
        assertThat(report.details().get("reason")).asString().startsWith("paused: ");
        server.start();
        await().untilAsserted(() -> assertThat(probes.report(pool).status()).isEqualTo("UP"));
    }

    @Test
    void anExhaustedPoolWhoseBackendLivesIsUp() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, Duration.ZERO);
        try (Lease<Connection> one = pool.acquire();
                Lease<Connection> two = pool.acquire()) {
            HealthReport report = probes.report(pool);
            assertThat(report.status()).isEqualTo("UP");
            assertThat(report.details())
                    .containsEntry("inUse", 2)
                    .containsEntry("reason", "every connection is in use");
        }
    }

    @Test
    void silentBackendsCostOneTimeoutForAllPoolsTogether() {
        FakePool one = pool("one");
        FakePool two = pool("two");
        FakePool three = pool("three");
        Duration timeout = Duration.ofSeconds(2);
        probes = probes(timeout, FOR_EVER);
        server.fallSilent();
        long begin = System.nanoTime();
        for (FakePool pool : List.of(one, two, three)) {
            HealthReport report = probes.report(pool);
            assertThat(report.status()).isEqualTo("DOWN");
            assertThat(report.details()).containsEntry("reason", "no answer within 2000 ms");
        }
        assertThat(System.nanoTime() - begin)
                .isBetween(timeout.toNanos(), timeout.multipliedBy(2).toNanos());
    }

    @Test
    void whoComesLaterDoesNotWaitForASilentBackend() {
        FakePool pool = pool("jobs");
        Duration timeout = Duration.ofSeconds(2);
        probes = probes(timeout, FOR_EVER);
        server.fallSilent();
        probes.report(pool);
        long begin = System.nanoTime();
        assertThat(probes.report(pool).status()).isEqualTo("DOWN");
        assertThat(System.nanoTime() - begin).isLessThan(timeout.toNanos());
        server.speak();
        await().untilAsserted(() -> assertThat(probes.report(pool).status()).isEqualTo("UP"));
    }

    @Test
    void whatAnOperatorOrAnEndingApplicationDoesIsOutOfService() {
        FakePool pool = pool("jobs");
        probes = probes(LONG, FOR_EVER);
        pool.suspend();
        assertThat(probes.report(pool).status()).isEqualTo("OUT_OF_SERVICE");
        pool.resume();
        assertThat(probes.report(pool).status()).isEqualTo("UP");
        pool.pause(new IllegalStateException("maintenance"));
        assertThat(probes.report(pool).status()).isEqualTo("DOWN");
        pool.resume();
        Lease<Connection> lease = pool.acquire();
        Thread closing = new Thread(pool::close);
        closing.start();
        await().until(() -> pool.state() == PoolState.DRAINING);
        assertThat(probes.report(pool).status()).isEqualTo("OUT_OF_SERVICE");
        lease.close();
        await().untilAsserted(() -> assertThat(probes.report(pool).status()).isEqualTo("DOWN"));
    }

    @Test
    void aPoolThatWasNotStartedIsUnknown() {
        FakePool pool = server.create(PoolOptions.builder().name("new").build());
        pools.add(pool);
        probes = probes(LONG, FOR_EVER);
        assertThat(probes.report(pool).status()).isEqualTo("UNKNOWN");
        assertThat(server.connections()).isZero();
    }

    private HealthProbes probes(Duration timeout, Duration cache) {
        PoolHealthProperties properties = new PoolHealthProperties();
        properties.setTimeout(timeout);
        properties.setCache(cache);
        return new HealthProbes(pools, properties);
    }

    private FakePool pool(String name) {
        FakePool pool = server.create(PoolOptions.builder()
                .name(name)
                .config(PoolConfig.builder()
                        .maxSize(2)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .build())
                .resilience(Resilience.builder()
                        .name(name)
                        .circuitBreaker(CircuitBreakerPolicy.builder()
                                .open(Duration.ofMillis(100))
                                .build())
                        .build())
                .build());
        pool.init();
        pools.add(pool);
        return pool;
    }
}
