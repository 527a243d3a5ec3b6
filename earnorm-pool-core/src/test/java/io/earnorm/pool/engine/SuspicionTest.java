package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What broken connections make a pool think of the others. */
class SuspicionTest {

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "backend",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(10)
                    .permittedNumberOfCallsInHalfOpenState(3)
                    .waitDurationInOpenState(Duration.ofHours(1))
                    .build());

    private final Rig rig = new Rig(
            config -> config.minSize(1),
            Resilience.builder().name("backend").circuitBreaker(breaker).build());

    @Test
    void aFewBrokenLeasesAmongManyGoodOnesDoNotOpenTheBreaker() {
        for (int i = 0; i < 20; i++) {
            TestLease broken = rig.acquire();
            broken.invalidate(new IOException("This connection only"));
            rig.world.runAll();
            for (int good = 0; good < 3; good++) {
                rig.release(rig.acquire());
            }
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void brokenLeasesWithoutGoodOnesOpenTheBreaker() {
        rig.fill(1);
        rig.connect = () -> {
            throw new IOException("Down");
        };
        TestLease broken = rig.acquire();
        broken.invalidate(new IOException("Down"));

        rig.pass(Duration.ofSeconds(10));

        assertThat(breaker.getState()).isNotEqualTo(State.CLOSED);
    }

    @Test
    void aConnectionOfASuspectGenerationIsAskedEvenWhenNoneIsValidatedOnBorrow() {
        Rig trusting = new Rig(config -> config.maxSize(3).validateOnBorrow(false));
        TestLease broken = trusting.acquire();
        trusting.fill(2);
        AtomicInteger asked = new AtomicInteger();
        trusting.validate = connection -> {
            asked.incrementAndGet();
            return false;
        };

        broken.invalidate(new IOException("Restarted"));
        trusting.release(trusting.acquire());

        assertThat(asked).hasPositiveValue();
        assertThat(trusting.events).contains("poolCleared");
    }

    @Test
    void nothingOfABrokenGenerationIsLentBeforeItIsRetired() {
        Rig trusting = new Rig(config -> config.maxSize(4).maxConnecting(4).validateOnBorrow(false));
        trusting.fill(4);
        TestLease broken = trusting.acquire();
        trusting.validate = connection -> false;
        List<Long> lentMeanwhile = new ArrayList<>();
        trusting.hook = event -> {
            if (event.equals("poolCleared")) {
                TestLease lease = trusting.engine.tryAcquire();
                if (lease != null) {
                    lentMeanwhile.add(lease.slot().id());
                }
            }
        };

        broken.invalidate(new IOException("Restarted"));
        trusting.pass(Duration.ofMillis(10));

        assertThat(trusting.events).contains("poolCleared");
        assertThat(lentMeanwhile).isEmpty();
    }

    @Test
    void aSuspicionThatNoConnectionIsLeftToBearOutIsOver() {
        Rig busy = new Rig(config -> config.maxSize(3).maxConnecting(3).validateOnBorrow(false));
        List<TestLease> leases = List.of(busy.acquire(), busy.acquire(), busy.acquire());
        busy.pass(Duration.ofMillis(1));
        leases.get(0).invalidate(new IOException("This connection only"));
        busy.pass(Duration.ofMillis(1));
        busy.release(leases.get(1)); // Used since, and well.
        busy.release(leases.get(2));
        busy.engine.cleanup();

        List<TestLease> later = List.of(busy.acquire(), busy.acquire());
        later.get(0).invalidate(new IOException("Another one, days later"));
        busy.pass(Duration.ofMillis(1));

        assertThat(busy.events).doesNotContain("poolCleared");
    }

    @Test
    void aSuspicionStaysWhileAConnectionInUseMayBearItOut() {
        Rig busy = new Rig(config -> config.maxSize(2).maxConnecting(2).validateOnBorrow(false));
        TestLease broken = busy.acquire();
        TestLease held = busy.acquire();
        busy.pass(Duration.ofMillis(1));
        broken.invalidate(new IOException("The first"));
        busy.engine.cleanup();

        held.invalidate(new IOException("And the second in a row"));
        busy.world.runAll();

        assertThat(busy.events).contains("poolCleared");
    }
}
