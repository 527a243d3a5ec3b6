package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitBreakerTest {

    private final ManualTime time = new ManualTime();
    private final IOException failure = new IOException("down");

    @Test
    void theBreakerOpensAtTheFifthFailure() {
        Resilience resilience = guarded(CircuitBreakerPolicy.builder());
        fail(resilience, 4);
        assertThat(resilience.isOpen()).isFalse();
        fail(resilience, 1);
        assertThat(resilience.isOpen()).isTrue();
    }

    @Test
    void theBreakerOpensWhenHalfOfTheLastCallsFailed() throws Exception {
        Resilience resilience = guarded(CircuitBreakerPolicy.builder().slidingWindowSize(10));
        succeed(resilience, 100);
        fail(resilience, 4);
        assertThat(resilience.isOpen()).isFalse();
        fail(resilience, 1);
        assertThat(resilience.isOpen()).isTrue();
    }

    @Test
    void anOpenBreakerRefusesWithoutRunningTheWorkAndSaysWhenToTryAgain() {
        Resilience resilience = opened(CircuitBreakerPolicy.builder().open(Duration.ofSeconds(10)));
        time.advance(Duration.ofSeconds(4));
        Flaky work = Flaky.succeeding();
        PoolUnavailableException refusal =
                catchThrowableOfType(PoolUnavailableException.class, () -> resilience.call(work));
        assertThat(work.runs()).isZero();
        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(6));
        assertThat(refusal)
                .hasCause(failure)
                .hasMessage("Resilience 'backend' refused a call because its circuit breaker is OPEN. "
                        + "Try again in 6000 ms; the cause is the last failure that it saw.");
    }

    @Test
    void aBreakerThatSawNoFailureNamesResilience4jsRefusalAsCause() {
        Resilience resilience = guarded(CircuitBreakerPolicy.builder());
        breakerOf(resilience).transitionToForcedOpenState();
        PoolUnavailableException refusal =
                catchThrowableOfType(PoolUnavailableException.class, () -> resilience.call(Flaky.succeeding()));
        assertThat(refusal).hasCauseInstanceOf(CallNotPermittedException.class);
        assertThat(refusal).hasMessageEndingWith("is FORCED_OPEN. Try again later.");
        assertThat(refusal.retryAfter()).isEmpty();
    }

    @Test
    void aRefusalIsNotRetried() {
        Resilience resilience = Resilience.builder()
                .ticker(time.ticker())
                .retry(RetryPolicy.builder().maxAttempts(10).build())
                .circuitBreaker(CircuitBreakerPolicy.builder().minimumCalls(3).build())
                .build();
        Flaky work = Flaky.failingAlways(failure);
        assertThatThrownBy(() -> resilience.call(work))
                .isInstanceOf(PoolUnavailableException.class)
                .hasCause(failure);
        assertThat(work.runs()).isEqualTo(3);
        assertThat(time.sleeps()).hasSize(3);
    }

    @Test
    void theBreakerIsInsideTheRetrySoThatEachAttemptCounts() throws Exception {
        Resilience resilience = Resilience.builder()
                .ticker(time.ticker())
                .retry(RetryPolicy.builder().build())
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        resilience.call(Flaky.failing(2, failure));
        assertThat(breakerOf(resilience).getMetrics().getNumberOfFailedCalls()).isEqualTo(2);
        assertThat(breakerOf(resilience).getMetrics().getNumberOfSuccessfulCalls())
                .isOne();
    }

    @Test
    void oneSuccessAfterTheOpenTimeClosesTheBreaker() throws Exception {
        Resilience resilience = opened(CircuitBreakerPolicy.builder().open(Duration.ofSeconds(10)));
        time.advance(Duration.ofSeconds(10).plusNanos(1));
        assertThat(resilience.call(Flaky.succeeding())).isEqualTo("done");
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aFailureAfterTheOpenTimeOpensTheBreakerForAsLongAgain() {
        Resilience resilience = opened(CircuitBreakerPolicy.builder().open(Duration.ofSeconds(10)));
        time.advance(Duration.ofSeconds(11));
        fail(resilience, 1);
        assertThat(resilience.isOpen()).isTrue();
        assertThat(resilience.retryAfter()).hasSeconds(10);
    }

    @Test
    void theWallClockDoesNotEndTheOpenTime() {
        Resilience resilience = opened(CircuitBreakerPolicy.builder().open(Duration.ofMillis(1)));
        // Real time passes here, the injected one does not.
        long end = System.nanoTime() + Duration.ofMillis(3).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> resilience.call(Flaky.succeeding())).isInstanceOf(PoolUnavailableException.class);
    }

    @Test
    void asManyCallsAsConfiguredDecideWhileHalfOpen() throws Exception {
        Resilience resilience = opened(CircuitBreakerPolicy.builder().halfOpenCalls(3));
        time.advance(Duration.ofSeconds(11));
        succeed(resilience, 2);
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.HALF_OPEN);
        succeed(resilience, 1);
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void whileTheOnlyTrialRunsAHalfOpenBreakerRefusesOthers() throws Exception {
        Resilience resilience = opened(CircuitBreakerPolicy.builder());
        time.advance(Duration.ofSeconds(11));
        resilience.run(() -> assertThatThrownBy(() -> resilience.call(Flaky.succeeding()))
                .isInstanceOf(PoolUnavailableException.class)
                .hasMessageContaining("is HALF_OPEN. Try again later"));
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.CLOSED);
    }

    static Stream<Throwable> failuresThatSayNothing() {
        return Stream.of(
                new StackOverflowError(),
                new InterruptedException(),
                new PoolUnavailableException("another pool is paused", null, null),
                new PoolClosedException("closed", null));
    }

    @ParameterizedTest
    @MethodSource("failuresThatSayNothing")
    void aFailureThatSaysNothingOfTheBackendIsNotCountedAndGivesItsTrialBack(Throwable nothing) throws Exception {
        Resilience resilience = opened(CircuitBreakerPolicy.builder());
        time.advance(Duration.ofSeconds(11));
        assertThat(catchThrowable(() -> resilience.call(() -> {
                    if (nothing instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) nothing;
                })))
                .isSameAs(nothing);
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.HALF_OPEN);
        succeed(resilience, 1);
        assertThat(breakerOf(resilience).getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void anExceptionThatIsNotOnRecordCountsAsASuccess() {
        Resilience resilience = guarded(CircuitBreakerPolicy.builder().recordOn(IOException.class::isInstance));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(
                            () -> resilience.call(Flaky.failingAlways(new IllegalArgumentException("duplicate key"))))
                    .hasMessage("duplicate key");
        }
        assertThat(breakerOf(resilience).getMetrics().getNumberOfSuccessfulCalls())
                .isEqualTo(20);
    }

    @Test
    void anIgnoredExceptionCountsAsNothing() {
        Resilience resilience = guarded(CircuitBreakerPolicy.builder()
                .recordOn(IOException.class::isInstance)
                .ignore(FileNotFoundException.class::isInstance));
        assertThatThrownBy(() -> resilience.call(Flaky.failingAlways(new FileNotFoundException())));
        assertThat(breakerOf(resilience).getMetrics().getNumberOfBufferedCalls())
                .isZero();
    }

    @Test
    void slowCallsOpenTheBreakerOnlyWhenAskedTo() throws Exception {
        Resilience patient = guarded(CircuitBreakerPolicy.builder());
        Resilience strict = guarded(CircuitBreakerPolicy.builder()
                .slowCallThreshold(Duration.ofMillis(100))
                .slowCallRateThreshold(50));
        for (int i = 0; i < 5; i++) {
            patient.run(() -> time.advance(Duration.ofDays(1)));
            strict.run(() -> time.advance(Duration.ofMillis(101)));
        }
        assertThat(patient.isOpen()).isFalse();
        assertThat(strict.isOpen()).isTrue();
    }

    @Test
    void noThreadIsStartedForABreaker() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Resilience resilience = opened(CircuitBreakerPolicy.builder());
        time.advance(Duration.ofSeconds(11));
        succeed(resilience, 1);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("CircuitBreaker"))
                .isSubsetOf(before);
        CircuitBreakerConfig config = breakerOf(resilience).getCircuitBreakerConfig();
        assertThat(config.isAutomaticTransitionFromOpenToHalfOpenEnabled()).isFalse();
        assertThat(config.getMaxWaitDurationInHalfOpenState()).isZero();
    }

    private Resilience guarded(CircuitBreakerPolicy.Builder policy) {
        return Resilience.builder()
                .name("backend")
                .circuitBreaker(policy.build())
                .ticker(time.ticker())
                .build();
    }

    private Resilience opened(CircuitBreakerPolicy.Builder policy) {
        Resilience resilience = guarded(policy);
        fail(resilience, 5);
        assertThat(resilience.isOpen()).isTrue();
        return resilience;
    }

    private void fail(Resilience resilience, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> resilience.call(Flaky.failingAlways(failure)))
                    .isSameAs(failure);
        }
    }

    private static void succeed(Resilience resilience, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            resilience.call(Flaky.succeeding());
        }
    }

    private static CircuitBreaker breakerOf(Resilience resilience) {
        return resilience.circuitBreaker().orElseThrow();
    }
}
