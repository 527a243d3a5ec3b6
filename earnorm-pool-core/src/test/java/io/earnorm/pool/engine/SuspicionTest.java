package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void whatComesBackBeforeABrokenGenerationIsRetiredIsNotLent() {
        Rig trusting = new Rig(config -> config.maxSize(3).validateOnBorrow(false));
        List<TestLease> leases = List.of(trusting.acquire(), trusting.acquire(), trusting.acquire());
        trusting.validate = connection -> false;
        List<TestLease> lent = new ArrayList<>();
        trusting.hook = event -> {
            if (event.equals("poolCleared")) {
                trusting.pass(Duration.ofMillis(50)); // A listener that takes its time.
                trusting.release(leases.get(2)); // Not used since the backend was restarted.
                Optional.ofNullable(trusting.engine.tryAcquire()).ifPresent(lent::add);
            }
        };

        leases.get(0).invalidate(new IOException("Restarted"));
        leases.get(1).invalidate(new IOException("Restarted"));

        assertThat(trusting.events).contains("poolCleared");
        assertThat(lent).isEmpty();
    }

    @Test
    void anAllClearThatComesTooLateDoesNotHideThatAGenerationIsBroken() throws Exception {
        try (LiveRig live = new LiveRig(config -> config.maxSize(1))) {
            Exchange<Object> exchange = live.engine.exchange;
            Guard<Object> guard = exchange.places.guard;
            Slot<Object> slot = live.backend.acquire().slot();
            guard.suspect(slot.generation);
            Thread confirms = new Thread(() -> guard.suspect(slot.generation));
            Thread clears = new Thread(() -> guard.alive(slot, 0));
            AtomicBoolean alarmed = new AtomicBoolean();
            live.backend.hook = event -> {
                if (event.equals("poolCleared")) {
                    await().until(() -> !clears.isAlive());
                    exchange.change(effects -> alarmed.set(guard.isAlarmed()));
                }
            };

            exchange.change(effects -> List.of(confirms, clears).forEach(thread -> {
                thread.start(); // Both come to the lock, in this order.
                await().until(() -> thread.getState() == Thread.State.WAITING);
            }));
            confirms.join(TimeUnit.SECONDS.toMillis(30));

            assertThat(live.backend.events).contains("poolCleared");
            assertThat(alarmed).isTrue();
        }
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
