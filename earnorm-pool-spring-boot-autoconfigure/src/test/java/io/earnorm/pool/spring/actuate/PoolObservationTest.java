package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.Observation.Event;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;

class PoolObservationTest {

    private final FakeServer server = new FakeServer();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Context> observed = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    PoolObservationTest() {
        registry.observationConfig().observationHandler(new ObservationHandler<Context>() {
            @Override
            public void onStop(Context context) {
                observed.add(context);
            }

            @Override
            public void onEvent(Event event, Context context) {
                events.add(event);
            }

            @Override
            public boolean supportsContext(Context context) {
                return true;
            }
        });
    }

    @Test
    void everyAttemptToConnectIsObservedAlsoThoseOfTheStart() {
        pool(pool -> {
            await().until(() -> !observed.isEmpty());
            Context first = observed.get(0);
            assertThat(first.getName()).isEqualTo("earnorm.pool.connect");
            assertThat(first.getContextualName()).isEqualTo("connect pool jobs");
            assertThat(first.getLowCardinalityKeyValues())
                    .containsExactly(
                            KeyValue.of("backend", "fake"),
                            KeyValue.of("outcome", "ready"),
                            KeyValue.of("pool", "jobs"));
            assertThat(first.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("connection", "1"));
        });
        assertThat(observed).hasSize(1); // The end of a connection is none of an attempt.
    }

    @Test
    void anAttemptThatFailsSaysSo() {
        server.stop();
        pool(pool -> await().until(() -> observed.stream()
                .flatMap(context -> context.getLowCardinalityKeyValues().stream())
                .anyMatch(KeyValue.of("outcome", "failed")::equals)));
    }

    @Test
    void aLongWaitIsAnEventOfWhatIsObserved() {
        pool(
                pool -> {
                    Observation request = Observation.start("request", registry);
                    request.scoped(() -> {
                        try (Lease<Connection> held = pool.acquire()) {
                            assertThat(events).isEmpty();
                            catchThrowable(() -> pool.acquire(Duration.ofMillis(20)));
                        }
                    });
                    request.stop();
                    assertThat(events).hasSize(1);
                    assertThat(events.get(0).getName()).isEqualTo("earnorm.pool.wait");
                    assertThat(events.get(0).getContextualName())
                            .matches("waited \\d+ ms in pool 'jobs' and got no connection: TIMEOUT");
                },
                "earnorm.pool.observation.long-wait=20ms",
                "earnorm.pool.custom.jobs.max-size=1",
                "earnorm.pool.custom.jobs.initialization-fail-timeout=10s");
    }

    @Test
    void nobodyHearsOfWaitsUnlessAskedTo() {
        pool(pool -> {
            Observation.start("request", registry).scoped(() -> pool.acquire().close());
            assertThat(events).isEmpty();
        });
    }

    @Test
    void anApplicationWithoutObservationsNeedsNone() {
        Applications.withFakeBackend(server)
                .withConfiguration(AutoConfigurations.of(PoolObservationAutoConfiguration.class))
                .withPropertyValues(Applications.fakePools("jobs"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PoolObservations.class));
    }

    @Test
    void aNegativeLengthIsRefused() {
        Applications.withFakeBackend(server)
                .withConfiguration(AutoConfigurations.of(PoolObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, () -> registry)
                .withPropertyValues(Applications.fakePools("jobs"))
                .withPropertyValues("earnorm.pool.observation.long-wait=-1s")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("must be zero or positive"));
    }

    private void pool(Consumer<FakePool> check, String... properties) {
        Applications.withFakeBackend(server)
                .withConfiguration(AutoConfigurations.of(PoolObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, () -> registry)
                .withPropertyValues(Applications.fakePools("jobs"))
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withPropertyValues(properties)
                .run(context -> check.accept(context.getBean(FakePool.class)));
    }
}
