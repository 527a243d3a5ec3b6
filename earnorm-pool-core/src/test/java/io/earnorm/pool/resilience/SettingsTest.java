package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final Duration MICROSECOND = Duration.ofNanos(1000);
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                retry("retry.maxAttempts must be at least 1, but was 0", it -> it.maxAttempts(0)),
                retry(
                        "retry.backoff must be zero or between 1 ms and 53375 days, but was PT-1S",
                        it -> it.backoff(Duration.ofSeconds(-1))),
                retry(
                        "retry.backoff must be zero or between 1 ms and 53375 days, but was PT0.000001S",
                        it -> it.backoff(MICROSECOND)),
                retry("retry.multiplier must be at least 1, but was 0.9", it -> it.multiplier(0.9)),
                retry("retry.multiplier must be at least 1, but was NaN", it -> it.multiplier(Double.NaN)),
                retry(
                        "retry.maxBackoff must be at least retry.backoff (PT0.05S), but was PT0.04S",
                        it -> it.maxBackoff(Duration.ofMillis(40))),
                retry(
                        "retry.maxBackoff must be zero or between 1 ms and 53375 days, but was " + FOR_EVER,
                        it -> it.maxBackoff(FOR_EVER)),
                retry("retry.jitter must be between 0 and 1, but was 1.1", it -> it.jitter(1.1)),
                retry("retry.jitter must be between 0 and 1, but was -0.1", it -> it.jitter(-0.1)),
                retry("retry.jitter must be between 0 and 1, but was NaN", it -> it.jitter(Double.NaN)),
                retry(
                        "retry.maxDuration must be zero or between 1 ms and 53375 days, but was " + FOR_EVER,
                        it -> it.maxDuration(FOR_EVER)),
                breaker(
                        "circuitBreaker.failureRateThreshold must be above 0 and at most 100, but was 0.0",
                        it -> it.failureRateThreshold(0)),
                breaker(
                        "circuitBreaker.failureRateThreshold must be above 0 and at most 100, but was 100.5",
                        it -> it.failureRateThreshold(100.5f)),
                breaker(
                        "circuitBreaker.failureRateThreshold must be above 0 and at most 100, but was NaN",
                        it -> it.failureRateThreshold(Float.NaN)),
                breaker(
                        "circuitBreaker.slidingWindowSize must be at least 1, but was 0",
                        it -> it.slidingWindowSize(0)),
                breaker(
                        "circuitBreaker.minimumCalls must be between 1 and slidingWindowSize (20), but was 21",
                        it -> it.minimumCalls(21)),
                breaker(
                        "circuitBreaker.minimumCalls must be between 1 and slidingWindowSize (20), but was 0",
                        it -> it.minimumCalls(0)),
                breaker(
                        "circuitBreaker.open must be between 1 ms and 53375 days, but was PT0S",
                        it -> it.open(Duration.ZERO)),
                breaker("circuitBreaker.halfOpenCalls must be at least 1, but was 0", it -> it.halfOpenCalls(0)),
                breaker(
                        "circuitBreaker.slowCallThreshold must be zero or between 1 ms and 53375 days,"
                                + " but was PT0.000001S",
                        it -> it.slowCallThreshold(MICROSECOND)),
                breaker(
                        "circuitBreaker.slowCallRateThreshold must be above 0 and at most 100, but was -1.0",
                        it -> it.slowCallRateThreshold(-1)),
                resilience("resilience.name must be at least one visible character, but was ' '", it -> it.name(" ")),
                resilience(
                        "resilience.timeout must be zero or between 1 ms and 53375 days, but was PT-0.001S",
                        it -> it.timeout(Duration.ofMillis(-1))));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void aWrongValueIsRefusedByNameRangeAndValue(String message, ThrowingCallable build) {
        assertThatThrownBy(build).isInstanceOf(PoolConfigurationException.class).hasMessage(message);
    }

    @Test
    void theLimitsThemselvesAreAllowed() throws Exception {
        Resilience resilience = Resilience.builder()
                .retry(RetryPolicy.builder()
                        .maxAttempts(1)
                        .backoff(Duration.ofMillis(1))
                        .multiplier(1)
                        .maxBackoff(Duration.ofMillis(1))
                        .jitter(1)
                        .maxDuration(Duration.ofDays(53375))
                        .build())
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .failureRateThreshold(100)
                        .slidingWindowSize(1)
                        .minimumCalls(1)
                        .open(Duration.ofDays(53375))
                        .slowCallThreshold(Duration.ofMillis(1))
                        .slowCallRateThreshold(0.1f)
                        .build())
                .timeout(Duration.ofDays(53375))
                .build();
        assertThat(resilience.call(Flaky.succeeding())).isEqualTo("done");
        resilience.circuitBreaker().orElseThrow().transitionToOpenState();
        assertThat(resilience.retryAfter()).isBetween(Duration.ofDays(53374), Duration.ofDays(53375));
    }

    @Test
    void theDefaultsReactWithinAFewCalls() {
        assertThat(RetryPolicy.builder().build())
                .hasToString("RetryPolicy[maxAttempts=3, backoff=PT0.05S, multiplier=2.0, maxBackoff=PT1S,"
                        + " jitter=0.5, maxDuration=PT0S]");
        assertThat(CircuitBreakerPolicy.builder().build())
                .hasToString("CircuitBreakerPolicy[failureRateThreshold=50.0, slidingWindowSize=20,"
                        + " minimumCalls=5, open=PT10S, halfOpenCalls=1, slowCallThreshold=PT0S,"
                        + " slowCallRateThreshold=100.0]");
    }

    private interface Change<B> {
        void accept(B builder);
    }

    private static Arguments retry(String message, Change<RetryPolicy.Builder> change) {
        return arguments(message, () -> {
            RetryPolicy.Builder builder = RetryPolicy.builder();
            change.accept(builder);
            builder.build();
        });
    }

    private static Arguments breaker(String message, Change<CircuitBreakerPolicy.Builder> change) {
        return arguments(message, () -> {
            CircuitBreakerPolicy.Builder builder = CircuitBreakerPolicy.builder();
            change.accept(builder);
            builder.build();
        });
    }

    private static Arguments resilience(String message, Change<ResilienceBuilder> change) {
        return arguments(message, () -> {
            ResilienceBuilder builder = Resilience.builder();
            change.accept(builder);
            builder.build();
        });
    }

    private static Arguments arguments(String message, ThrowingCallable build) {
        return Arguments.of(message, build);
    }
}
