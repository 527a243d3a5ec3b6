package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.earnorm.pool.exception.PoolClosedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool does with a resilience. */
class PoolSideTest {

    private static final Duration TOOK = Duration.ofMillis(1);

    private final ManualTime time = new ManualTime();
    private final Resilience resilience = guarded(CircuitBreakerPolicy.builder());

    @Test
    void recordedFailuresOpenTheBreakerAndRecordedSuccessesKeepItClosed() {
        for (int i = 0; i < 40; i++) {
            resilience.recordSuccess(TOOK);
            resilience.recordSuccess(TOOK);
            resilience.recordFailure(TOOK, new IOException());
        }
        assertThat(resilience.isOpen()).isFalse();
        failUntilOpen();
        assertThat(resilience.isOpen()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"CLOSED", "OPEN", "HALF_OPEN", "FORCED_OPEN", "DISABLED", "METRICS_ONLY"})
    void resultsCanBeRecordedInEveryState(State state) {
        moveTo(state);
        assertThatCode(() -> {
                    resilience.recordFailure(TOOK, new IOException());
                    resilience.recordFailure(TOOK, new PoolClosedException("closed", null));
                    resilience.recordSuccess(TOOK);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void recordingWhileOpenKeepsTheBreakerOpen() {
        failUntilOpen();
        for (int i = 0; i < 100; i++) {
            resilience.recordSuccess(TOOK);
        }
        assertThat(breaker().getState()).isEqualTo(State.OPEN);
    }

    @Test
    void recordingNeverThrowsWhatABrokenPredicateOfTheApplicationThrows() {
        CircuitBreaker broken = CircuitBreaker.of(
                "broken",
                CircuitBreakerConfig.custom()
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(failure -> {
                            throw new IllegalStateException("broken predicate");
                        })
                        .build());
        Resilience user = Resilience.builder().circuitBreaker(broken).build();
        broken.transitionToOpenState();
        for (int i = 0; i < 3; i++) { // Each gives its permission back.
            assertThat(user.permitProbe()).isTrue();
            assertThatCode(() -> user.recordFailure(TOOK, new IOException())).doesNotThrowAnyException();
        }
    }

    @Test
    void anOpenBreakerPermitsOneProbeHoweverLongItWouldStayOpen() {
        failUntilOpen();
        assertThat(resilience.permitProbe()).isTrue();
        assertThat(resilience.permitProbe()).isFalse();
        assertThat(breaker().getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void aProbeThatSucceedsClosesTheBreaker() {
        failUntilOpen();
        resilience.permitProbe();
        resilience.recordSuccess(TOOK);
        assertThat(breaker().getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aProbeThatFailsOpensTheBreakerAgainAndTheNextOneIsPermitted() {
        failUntilOpen();
        for (int i = 0; i < 10; i++) {
            assertThat(resilience.permitProbe()).isTrue();
            resilience.recordFailure(TOOK, new IOException());
            assertThat(breaker().getState()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void aProbeThatEndsWithoutAnAnswerLeavesItsPermissionToTheNext() {
        failUntilOpen();
        assertThat(resilience.permitProbe()).isTrue();
        resilience.releaseProbe();
        assertThat(resilience.permitProbe()).isTrue();
        resilience.recordFailure(TOOK, new OutOfMemoryError());
        assertThat(resilience.permitProbe()).isTrue();
        assertThat(resilience.permitProbe()).isFalse();
    }

    @Test
    void whenMoreCallsDecideEachProbeThatSucceedsAsksForOneMore() {
        Resilience careful = guarded(CircuitBreakerPolicy.builder().halfOpenCalls(3));
        CircuitBreaker breaker = careful.circuitBreaker().orElseThrow();
        breaker.transitionToOpenState();
        int probes = 0;
        while (breaker.getState() != State.CLOSED) {
            assertThat(careful.permitProbe()).isTrue();
            careful.recordSuccess(TOOK);
            probes++;
        }
        assertThat(probes).isEqualTo(3);
    }

    @Test
    void aBreakerThatWasForcedOpenPermitsNoProbe() {
        breaker().transitionToForcedOpenState();
        assertThat(resilience.permitProbe()).isFalse();
        assertThat(breaker().getState()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void aClosedBreakerAndNoneAtAllPermitEveryProbe() {
        for (int i = 0; i < 10; i++) {
            assertThat(resilience.permitProbe()).isTrue();
            assertThat(Resilience.disabled().permitProbe()).isTrue();
        }
    }

    @Test
    void whoeverAsksWhileAProbeIsBeingPermittedGetsNone() {
        CircuitBreaker real = breaker();
        real.transitionToOpenState();
        AtomicReference<Resilience> user = new AtomicReference<>();
        List<Boolean> askedMeanwhile = new ArrayList<>();
        user.set(Resilience.builder()
                .circuitBreaker(calling(
                        real,
                        "transitionToHalfOpenState",
                        () -> askedMeanwhile.add(user.get().permitProbe())))
                .build());
        assertThat(user.get().permitProbe()).isTrue();
        assertThat(askedMeanwhile).containsExactly(false);
    }

    /** A breaker that runs an action whenever a method of it is called, before it does its work. */
    private static CircuitBreaker calling(CircuitBreaker real, String method, Runnable action) {
        return (CircuitBreaker) Proxy.newProxyInstance(
                PoolSideTest.class.getClassLoader(), new Class<?>[] {CircuitBreaker.class}, (proxy, called, args) -> {
                    if (called.getName().equals(method)) {
                        action.run();
                    }
                    return called.invoke(real, args);
                });
    }

    @Test
    void theTimeToTryAgainCountsDownWhileOpenAndIsZeroOtherwise() {
        assertThat(resilience.retryAfter()).isZero();
        failUntilOpen();
        assertThat(resilience.retryAfter()).hasSeconds(10);
        time.advance(Duration.ofSeconds(7));
        assertThat(resilience.retryAfter()).hasSeconds(3);
        time.advance(Duration.ofSeconds(7));
        assertThat(resilience.retryAfter()).isZero();
        resilience.permitProbe();
        assertThat(resilience.retryAfter()).isZero();
        breaker().transitionToForcedOpenState();
        assertThat(resilience.retryAfter()).isZero();
        assertThat(resilience.isOpen()).isTrue();
    }

    @Test
    void withoutABreakerNothingIsEverOpen() {
        Resilience none = Resilience.disabled();
        List<String> told = new ArrayList<>();
        try (StateListener.Registration registration = none.onStateChange(new Telling(told))) {
            for (int i = 0; i < 100; i++) {
                none.recordFailure(TOOK, new IOException());
                none.recordSuccess(TOOK);
            }
            none.releaseProbe();
            assertThat(registration).isNotNull();
        }
        assertThat(none.isOpen()).isFalse();
        assertThat(none.retryAfter()).isZero();
        assertThat(told).isEmpty();
    }

    private void failUntilOpen() {
        for (int i = 0; i < 20; i++) {
            resilience.recordFailure(TOOK, new IOException());
        }
    }

    private void moveTo(State state) {
        switch (state) {
            case OPEN -> breaker().transitionToOpenState();
            case HALF_OPEN -> {
                breaker().transitionToOpenState();
                breaker().transitionToHalfOpenState();
            }
            case FORCED_OPEN -> breaker().transitionToForcedOpenState();
            case DISABLED -> breaker().transitionToDisabledState();
            case METRICS_ONLY -> breaker().transitionToMetricsOnlyState();
            default -> assertThat(breaker().getState()).isEqualTo(state);
        }
    }

    private Resilience guarded(CircuitBreakerPolicy.Builder policy) {
        return Resilience.builder()
                .circuitBreaker(policy.build())
                .ticker(time.ticker())
                .build();
    }

    private CircuitBreaker breaker() {
        return resilience.circuitBreaker().orElseThrow();
    }
}
