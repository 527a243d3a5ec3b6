package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens between the moment a connection is given to an acquire and the moment its lease exists. */
class HandOverTest {

    private final Resilience retry = Resilience.builder()
            .name("retry")
            .retry(RetryPolicy.builder().maxAttempts(5).build())
            .build();

    private final Rig rig = new Rig(config -> config.maxSize(1), retry);

    private void failOnceThenConnect() {
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Refused");
        };
        retry.retry().orElseThrow().getEventPublisher().onSuccess(event -> {
            throw new IllegalStateException("A consumer of the application");
        });
    }

    @Test
    void aConsumerOfRetryEventsThatThrowsCostsNobodyTheConnection() {
        failOnceThenConnect();

        TestLease lease = rig.acquire();

        assertThat(rig.release(lease)).isTrue();
        assertThat(rig.engine.metrics().inUse()).isZero();
    }

    @Test
    void itDoesNotKeepAnAsynchronousAcquireFromItsEnd() {
        failOnceThenConnect();

        CompletableFuture<TestLease> future = rig.engine.acquireAsync(TimeUnit.SECONDS.toNanos(30));
        rig.pass(Duration.ofSeconds(40));

        assertThat(future).isCompletedWithValueMatching(rig::release);
        assertThat(rig.engine.metrics().inUse()).isZero();
    }

    @Test
    void theBreakerHearsHowLongTheLeaseTookAndNotTheOneBefore() {
        CircuitBreaker breaker = CircuitBreaker.of(
                "slow",
                CircuitBreakerConfig.custom()
                        .slowCallDurationThreshold(Duration.ofSeconds(1))
                        .build());
        Rig slow = new Rig(
                config -> config.maxSize(1),
                Resilience.builder().name("slow").circuitBreaker(breaker).build());
        slow.engine.removeListener(slow); // Or each lease would go the long way.
        TestLease query = slow.acquire();
        slow.pass(Duration.ofSeconds(10));
        query.complete();

        TestLease quick = slow.acquire(); // In the same tick of the clock.
        quick.complete();

        assertThat(breaker.getMetrics().getNumberOfSlowCalls()).isEqualTo(1);
    }

    @Test
    void anErrorFromABreakersPredicateCostsNoPlace() {
        Rig judged = new Rig(
                config -> config.maxSize(1).maxConnecting(1),
                Resilience.builder()
                        .name("judged")
                        .circuitBreaker(CircuitBreakerPolicy.builder()
                                .recordOn(failure -> {
                                    throw new AssertionError("A predicate of the application");
                                })
                                .build())
                        .build());
        judged.connect = () -> {
            judged.connect = Object::new;
            throw new IOException("Refused");
        };

        TestLease lease = judged.acquire();

        assertThat(judged.release(lease)).isTrue();
    }

    @Test
    void nobodyWaitsForACheckWhileAnotherConnectionIsFresh() {
        Rig fresh = new Rig(config -> config.maxSize(3).minSize(3).keepaliveTime(Duration.ofSeconds(60)));
        fresh.fill(3);
        fresh.pass(Duration.ofSeconds(2)); // All are due.
        Slot<Object>[] slots = fresh.slots();
        slots[2].lastUsed = fresh.engine.now(); // But the last one.
        List<Long> waited = new ArrayList<>();
        fresh.validate = connection -> {
            fresh.validate = other -> true;
            long start = fresh.engine.now();
            assertThat(fresh.acquire().slot()).isSameAs(slots[2]); // While the first is being checked.
            waited.add(fresh.engine.now() - start);
            return true;
        };

        fresh.engine.exchange.change(effects -> {
            assertThat(slots[0].tryReserve()).isTrue();
            fresh.engine.exchange.places.checks.begin(slots[0], effects);
        });
        fresh.world.runAll();

        assertThat(waited).containsExactly(0L);
    }
}
