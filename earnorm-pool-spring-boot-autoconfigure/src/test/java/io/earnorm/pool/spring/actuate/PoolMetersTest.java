package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;

class PoolMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FakeServer server = new FakeServer();

    @Test
    void gaugesShowWhatThePoolLooksLikeNow() {
        pool(pool -> {
            await().untilAsserted(() -> assertThat(connections("idle")).isEqualTo(1));
            try (Lease<Connection> lease = pool.acquire()) {
                assertThat(lease.id()).isEqualTo(1);
                assertThat(connections("in_use")).isEqualTo(1);
                assertThat(connections("idle")).isZero();
            }
            assertThat(connections("in_use")).isZero();
            assertThat(connections("connecting")).isZero();
            assertThat(connections("closing")).isZero();
            assertThat(gauge("earnorm.pool.max")).isEqualTo(2);
            assertThat(gauge("earnorm.pool.min")).isEqualTo(1);
            assertThat(gauge("earnorm.pool.pending")).isZero();
        });
    }

    /** Prometheus shows one description for a name: it has to fit every state and reason. */
    @Test
    void metersOfOneNameAreDescribedAlike() {
        pool(pool -> {
            Map<String, Set<String>> descriptions = new HashMap<>();
            registry.forEachMeter(meter -> descriptions
                    .computeIfAbsent(meter.getId().getName(), name -> new HashSet<>())
                    .add(String.valueOf(meter.getId().getDescription())));
            assertThat(descriptions)
                    .containsKeys("earnorm.pool.connections", "earnorm.pool.evictions")
                    .allSatisfy((name, texts) -> assertThat(texts).as(name).hasSize(1));
        });
    }

    @Test
    void countersAndTimersShowWhatItDid() {
        pool(pool -> {
            pool.acquire().close();
            try (Lease<Connection> one = pool.acquire();
                    Lease<Connection> two = pool.acquire()) {
                catchThrowable(() -> pool.acquire(Duration.ofMillis(1)));
            }
            pool.acquire().invalidate();
            await().untilAsserted(() -> {
                assertThat(registry.get("earnorm.pool.timeouts")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("earnorm.pool.evictions")
                                .tag("reason", "broken")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("earnorm.pool.acquire").functionTimer().count())
                        .isEqualTo(4);
                assertThat(registry.get("earnorm.pool.usage").functionTimer().count())
                        .isEqualTo(4);
                assertThat(registry.get("earnorm.pool.usage").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                        .isPositive();
                assertThat(registry.get("earnorm.pool.creation").functionTimer().count())
                        .isGreaterThanOrEqualTo(2);
            });
        });
    }

    @Test
    void failedCreationsAreCounted() {
        server.stop();
        pool(pool -> await().untilAsserted(() -> assertThat(registry.get("earnorm.pool.creation.failures")
                        .functionCounter()
                        .count())
                .isPositive()));
    }

    @Test
    void everyMeterIsTaggedWithThePoolAndItsBackend() {
        pool(pool -> assertThat(registry.getMeters())
                .isNotEmpty()
                .extracting(Meter::getId)
                .allSatisfy(id -> {
                    assertThat(id.getTag("pool")).isEqualTo("jobs");
                    assertThat(id.getTag("backend")).isEqualTo("fake");
                    assertThat(id.getDescription()).isNotBlank();
                }));
    }

    @Test
    void timersRecordEachEventWhenAskedTo() {
        pool(
                pool -> {
                    pool.acquire().close();
                    pool.acquire().close();
                    assertThat(registry.get("earnorm.pool.acquire").timer().count())
                            .isEqualTo(2);
                    assertThat(registry.get("earnorm.pool.usage").timer().count())
                            .isEqualTo(2);
                    assertThat(registry.get("earnorm.pool.usage").timer().max(TimeUnit.NANOSECONDS))
                            .isPositive();
                },
                "earnorm.pool.metrics.exact-timers=true");
    }

    @Test
    void theMetersOfAClosedPoolGoAtOnce() {
        pool(
                pool -> {
                    pool.close();
                    assertThat(registry.getMeters()).isEmpty();
                },
                "earnorm.pool.metrics.exact-timers=true");
    }

    @Test
    void theNextApplicationWithTheSameRegistryIsMeasuredAfresh() {
        pool(pool -> pool.acquire().close());
        pool(pool -> {
            assertThat(registry.get("earnorm.pool.acquire").functionTimer().count())
                    .isZero();
            pool.acquire().close();
            await().untilAsserted(() -> assertThat(
                            registry.get("earnorm.pool.acquire").functionTimer().count())
                    .isEqualTo(1));
        });
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void theMetersGoWithTheApplicationAlthoughTheRegistryStays() {
        pool(pool -> assertThat(registry.getMeters()).isNotEmpty());
        assertThat(registry.getMeters()).isEmpty();
    }

    private double connections(String state) {
        return registry.get("earnorm.pool.connections")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private void pool(Consumer<Pool<Connection>> check, String... properties) {
        Applications.withFakeBackend(server)
                .withConfiguration(AutoConfigurations.of(PoolMetricsAutoConfiguration.class))
                .withPropertyValues(Applications.fakePools("jobs"))
                .withPropertyValues("earnorm.pool.custom.jobs.max-size=2")
                .withPropertyValues(properties)
                .run(context -> {
                    context.getBean(MeterBinder.class).bindTo(registry); // As Spring Boot does.
                    check.accept(context.getBean(FakePool.class));
                });
    }
}
