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

/** What the circuit breaker makes a pool do. */
class GuardTest {

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
    void aPoolThatIsClosedWhileAProbeIsPermittedConnectsNoMore() {
        rig.engine.init();
        rig.world.runAll();
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.HALF_OPEN) {
                rig.engine.close(0);
            }
        });
        breaker.transitionToOpenState();
        rig.events.clear();

        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.events).contains("poolClosed").doesNotContain("created 2");
    }

    @Test
    void aPermissionIsGivenBackWhenThePoolIsClosedMeanwhile() {
        rig.engine.init();
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.HALF_OPEN) {
                rig.engine.close(0);
            }
        });
        breaker.transitionToOpenState();

        rig.pass(Duration.ofSeconds(5));

        assertThat(permissionsLeft()).isEqualTo(3);
    }

    @Test
    void thereIsOneProbeAtATimeWhateverElseIsHeardOfTheBackend() {
        TestLease lease = rig.acquire();
        AtomicInteger connecting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        rig.connect = () -> {
            most.accumulateAndGet(connecting.incrementAndGet(), Math::max);
            lease.invalidate(new IOException("An old connection"));
            rig.pass(Duration.ofSeconds(5));
            connecting.decrementAndGet();
            return new Object();
        };
        breaker.transitionToOpenState();

        rig.pass(Duration.ofSeconds(30));

        assertThat(most).hasValue(1);
    }

    @Test
    void givingUpAProbeGivesItsPermissionBackWhateverElseWasHeardOfTheBackend() {
        TestLease lease = rig.acquire();
        AtomicInteger tries = new AtomicInteger();
        rig.connect = () -> {
            if (tries.incrementAndGet() == 1) {
                lease.invalidate(new InterruptedException()); // Says nothing.
                rig.engine.pause(new IllegalStateException("Leave it alone"));
                Thread.interrupted();
            }
            return new Object();
        };
        breaker.transitionToOpenState();
        rig.pass(Duration.ofSeconds(3));

        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(permissionsLeft()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aBreakerThatOpensAgainAndAgainDoesNotMakeProbesMoreFrequent() {
        rig.engine.init();
        rig.world.runAll();
        for (int i = 0; i < 10; i++) {
            breaker.transitionToOpenState();
            breaker.transitionToClosedState();
        }
        rig.world.runAll();
        AtomicInteger tries = new AtomicInteger();
        rig.connect = () -> {
            tries.incrementAndGet();
            throw new IOException("Down");
        };
        breaker.transitionToOpenState();

        rig.pass(Duration.ofSeconds(10));

        assertThat(tries.get()).isBetween(3, 14);
    }

    @Test
    void aPoolThatIsStartedWhileTheBreakerIsOpenRunsWhenItCloses() {
        breaker.transitionToOpenState();
        rig.connect = () -> {
            throw new IOException("Down");
        };
        rig.engine.init();
        assertThat(rig.engine.mode()).isEqualTo(Mode.PAUSED);

        rig.connect = Object::new;
        breaker.transitionToClosedState();
        rig.world.runAll();

        assertThat(rig.engine.mode()).isEqualTo(Mode.RUNNING);
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aPoolThatIsClosedInItsFirstEventForgetsTheBreaker() {
        rig.hook = event -> {
            if (event.equals("poolCreated")) {
                rig.engine.close(0);
            }
        };
        rig.engine.suspend();

        breaker.transitionToOpenState();

        assertThat(rig.world.timers()).isZero();
    }

    @Test
    void aBackendThatIsBackClosesTheBreakerAtOnce() {
        rig.engine.init();
        rig.world.runAll();
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> asked.incrementAndGet() > 0;
        rig.events.clear();
        breaker.transitionToOpenState();

        rig.pass(Duration.ofMillis(100));

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(rig.events).contains("created 2").doesNotContain("created 3");
        assertThat(asked).as("with the connection that is there").hasValue(2);
    }

    @Test
    void probesAreSpacedByChanceSoThatManyPoolsDoNotProbeTogether() {
        ManualWorkers world = new ManualWorkers();
        Rig late = new Rig(
                config -> config,
                Resilience.builder().name("late").circuitBreaker(breaker).build(),
                new Surroundings(world::nanoTime, world, world, () -> 1));
        late.engine.init();
        world.runAll();
        List<Long> tries = new ArrayList<>();
        late.connect = () -> {
            tries.add(late.engine.now());
            throw new IOException("Down");
        };
        long opened = late.engine.now();
        breaker.transitionToOpenState();

        world.advance(Duration.ofSeconds(1).toNanos());

        assertThat(tries.get(0) - opened).isEqualTo(Duration.ofMillis(125).toNanos());
        assertThat(tries.get(1) - tries.get(0)).isEqualTo(Duration.ofMillis(250).toNanos());
    }

    @Test
    void whileLeasesTakeAllPlacesAProbeWaitsForOne() {
        Rig full = new Rig(
                config -> config.maxSize(1),
                Resilience.builder().name("full").circuitBreaker(breaker).build());
        TestLease held = full.acquire();
        breaker.transitionToOpenState();
        full.pass(Duration.ofSeconds(1));
        assertThat(breaker.getState()).isNotEqualTo(State.CLOSED);

        full.release(held);
        full.pass(Duration.ofSeconds(2));

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(full.engine.mode()).isEqualTo(Mode.RUNNING);
    }

    @Test
    void aProbeIsMadeAgainWhenItWasNotPermittedBefore() {
        rig.engine.init();
        rig.world.runAll();
        breaker.transitionToForcedOpenState();
        rig.pass(Duration.ofSeconds(3));

        breaker.transitionToOpenState();
        rig.pass(Duration.ofSeconds(3));

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void anOpenBreakerPausesThePoolAndTellsSoUnlessACallerHas() {
        rig.engine.init();
        rig.world.runAll();
        breaker.transitionToOpenState();
        assertThat(rig.events).containsSubsequence("poolPaused", "poolCleared");
        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.engine.mode()).isEqualTo(Mode.RUNNING);

        rig.engine.pause(new IOException("Maintenance"));
        rig.events.clear();
        breaker.transitionToOpenState();
        breaker.transitionToClosedState();
        rig.world.runAll();

        assertThat(rig.events).doesNotContain("poolPaused", "poolCleared", "poolReady");
        assertThat(rig.engine.mode()).isEqualTo(Mode.PAUSED);
    }

    @Test
    void whenTheBreakerClosesAnOldBackoffIsForgotten() {
        rig.engine.init();
        rig.world.runAll();
        breaker.transitionToOpenState();
        rig.connect = () -> {
            throw new IOException("Down");
        };
        rig.pass(Duration.ofMillis(100)); // The probe has failed, and the next attempt is 100 ms away.
        rig.connect = Object::new;

        breaker.transitionToClosedState();
        rig.world.runAll();

        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aPoolThatIsClosedHearsNoMoreOfTheBreaker() {
        rig.engine.init();
        rig.engine.close(0);
        rig.world.runAll();

        breaker.transitionToOpenState();

        assertThat(rig.world.timers()).isZero();
    }

    private int permissionsLeft() {
        int left = 0;
        while (breaker.tryAcquirePermission()) {
            left++;
        }
        return left;
    }
}
