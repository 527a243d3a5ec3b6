package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.PoolUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Instances that an application's registries own. */
class BridgedInstancesTest {

    private final ManualTime time = new ManualTime();
    private final CircuitBreaker breaker = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                    .slidingWindowSize(4)
                    .minimumNumberOfCalls(2)
                    .permittedNumberOfCallsInHalfOpenState(2)
                    .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(1000, 2))
                    .recordResult("poor"::equals)
                    .clock(new MonotonicClock(time::nanos))
                    .build())
            .circuitBreaker("owned");
    private final Retry retry = RetryRegistry.of(RetryConfig.<@Nullable Object>custom()
                    .maxAttempts(5)
                    .waitDuration(Duration.ofMillis(70))
                    .retryOnResult(Objects::isNull)
                    .retryOnException(failure -> !"final".equals(failure.getMessage()))
                    .build())
            .retry("owned");
    private final Resilience resilience = Resilience.builder()
            .name("bridged")
            .retry(retry)
            .circuitBreaker(breaker)
            .ticker(time.ticker())
            .build();

    @Test
    void theInstancesOfTheApplicationAreUsedThemselves() {
        assertThat(resilience.circuitBreaker()).containsSame(breaker);
        assertThat(resilience.retry()).containsSame(retry);
    }

    @Test
    void theApplicationsRetryDecidesHowOftenAfterWhatAndWhen() throws Exception {
        assertThatThrownBy(() -> resilience.retryIdempotent(f -> true, Flaky.failingAlways(new IOException("again"))))
                .hasMessage("again");
        assertThat(time.sleeps()).containsExactly(70L, 70L, 70L, 70L);
        Flaky hopeless = Flaky.failingAlways(new IOException("final"));
        assertThatThrownBy(() -> resilience.call(hopeless)).hasMessage("final");
        assertThat(hopeless.runs()).isOne();
    }

    @Test
    void aResultThatTheApplicationsRetryRejectsIsTriedAgain() throws Exception {
        List<String> results = new ArrayList<>(List.of("good"));
        results.add(0, null);
        results.add(0, null);
        assertThat(resilience.<@Nullable String>call(() -> results.remove(0))).isEqualTo("good");
        assertThat(results).isEmpty();
    }

    @Test
    void aResultThatTheApplicationsBreakerRejectsCountsAsAFailure() throws Exception {
        resilience.call(() -> "poor");
        resilience.call(() -> "poor");
        assertThat(resilience.isOpen()).isTrue();
    }

    @Test
    void whatOthersRecordOnTheSameBreakerIsSeen() {
        List<String> told = new ArrayList<>();
        resilience.onStateChange(new Telling(told));
        Runnable other = breaker.decorateRunnable(() -> {
            throw new IllegalStateException("elsewhere");
        });
        assertThatThrownBy(other::run).hasMessage("elsewhere");
        assertThatThrownBy(other::run).hasMessage("elsewhere");
        assertThat(told).containsExactly("opened by elsewhere for 1000 ms");
        assertThatThrownBy(() -> resilience.call(Flaky.succeeding()))
                .isInstanceOf(PoolUnavailableException.class)
                .hasRootCauseMessage("elsewhere");
    }

    @Test
    void theTimeToTryAgainFollowsTheApplicationsIntervals() {
        breaker.transitionToOpenState();
        for (long expected : new long[] {1000, 2000, 4000}) {
            assertThat(resilience.retryAfter()).hasMillis(expected);
            time.advance(Duration.ofMillis(expected + 1));
            assertThat(breaker.tryAcquirePermission()).isTrue();
            assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
            resilience.recordFailure(Duration.ZERO, new IOException());
            resilience.recordFailure(Duration.ZERO, new IOException());
            assertThat(breaker.getState()).isEqualTo(State.OPEN);
        }
        breaker.transitionToClosedState();
        breaker.transitionToOpenState();
        assertThat(resilience.retryAfter()).hasSeconds(1);
    }

    @Test
    void aBreakerThatIsOpenAlreadyIsTakenAsItIs() {
        breaker.transitionToOpenState();
        Resilience late = Resilience.builder()
                .circuitBreaker(breaker)
                .ticker(time.ticker())
                .build();
        assertThat(late.isOpen()).isTrue();
        assertThat(late.retryAfter()).hasSeconds(1);
    }

    @Test
    void probesCloseTheApplicationsBreakerAfterItsNumberOfCalls() {
        breaker.transitionToOpenState();
        assertThat(resilience.permitProbe()).isTrue();
        resilience.recordSuccess(Duration.ZERO);
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(resilience.permitProbe()).isTrue();
        resilience.recordSuccess(Duration.ZERO);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void twoThatShareABreakerAreBothTold() {
        List<String> told = new ArrayList<>();
        Resilience second = Resilience.builder().circuitBreaker(breaker).build();
        resilience.onStateChange(new Telling(told));
        second.onStateChange(new Telling(told));
        breaker.transitionToForcedOpenState();
        assertThat(told).hasSize(2);
    }
}
