package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {

    private final ManualTime time = new ManualTime();

    @AfterEach
    void leaveNoInterruptToOthers() {
        Thread.interrupted();
    }

    @Test
    void workThatFailsTwiceSucceedsAtTheThirdAttempt() throws Exception {
        Flaky work = Flaky.failing(2, new IOException("down"));
        assertThat(retrying(RetryPolicy.builder()).call(work)).isEqualTo("done");
        assertThat(work.runs()).isEqualTo(3);
    }

    @Test
    void theLastFailureIsThrownAsItIsWhenTheAttemptsAreUsedUp() {
        IOException failure = new IOException("down");
        Flaky work = Flaky.failingAlways(failure);
        assertThatThrownBy(() -> retrying(RetryPolicy.builder()).call(work)).isSameAs(failure);
        assertThat(work.runs()).isEqualTo(3);
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    }

    @Test
    void oneAttemptMeansNoRetry() {
        Flaky work = Flaky.failingAlways(new IOException("down"));
        assertThatThrownBy(() -> retrying(RetryPolicy.builder().maxAttempts(1)).call(work))
                .isInstanceOf(IOException.class);
        assertThat(work.runs()).isOne();
    }

    @Test
    void theBackOffGrowsByTheMultiplierUpToItsMaximum() {
        failThrough(RetryPolicy.builder()
                .maxAttempts(6)
                .backoff(Duration.ofMillis(100))
                .multiplier(3)
                .maxBackoff(Duration.ofSeconds(2))
                .jitter(0));
        assertThat(time.sleeps()).containsExactly(100L, 300L, 900L, 2000L, 2000L);
    }

    @Test
    void theBackOffVariesByTheJitterAlsoWhenItReachedItsMaximum() {
        failThrough(RetryPolicy.builder()
                .maxAttempts(401)
                .backoff(Duration.ofMillis(1000))
                .maxBackoff(Duration.ofMillis(1000))
                .jitter(0.5));
        assertThat(time.sleeps())
                .hasSize(400)
                .allSatisfy(sleep -> assertThat(sleep).isBetween(500L, 1500L))
                .anySatisfy(sleep -> assertThat(sleep).isLessThan(700L))
                .anySatisfy(sleep -> assertThat(sleep).isGreaterThan(1300L));
    }

    @Test
    void withoutABackOffTheNextAttemptFollowsAtOnce() {
        failThrough(RetryPolicy.builder().maxAttempts(4).backoff(Duration.ZERO));
        assertThat(time.sleeps()).containsExactly(0L, 0L, 0L);
    }

    @Test
    void aBackOffLongerThanTheUsualMaximumRaisesIt() {
        RetryPolicy policy =
                RetryPolicy.builder().backoff(Duration.ofSeconds(3)).build();
        assertThat(policy.maxBackoff()).hasSeconds(3);
    }

    @Test
    void noBackOffBeginsThatWouldEndAfterTheTotalTime() {
        Flaky work = failThrough(RetryPolicy.builder()
                .maxAttempts(100)
                .backoff(Duration.ofMillis(400))
                .multiplier(1)
                .jitter(0)
                .maxDuration(Duration.ofMillis(1000)));
        assertThat(time.sleeps()).containsExactly(400L, 400L);
        assertThat(work.runs()).isEqualTo(3);
    }

    @Test
    void noAttemptBeginsAfterTheTotalTimeWhenTheWorkItselfTookLong() {
        Resilience resilience = retrying(
                RetryPolicy.builder().maxAttempts(100).backoff(Duration.ZERO).maxDuration(Duration.ofMillis(1000)));
        Flaky work = Flaky.failingAlways(new IOException("slow"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> resilience.call(() -> {
                    time.advance(Duration.ofMillis(600));
                    return work.call();
                }));
        assertThat(work.runs()).isEqualTo(2);
    }

    @Test
    void noAttemptBeginsAfterTheTotalTimeWhenASleepTookLongerThanAskedFor() {
        Ticker oversleeping = new Ticker(time::nanos, millis -> time.advance(Duration.ofSeconds(10)));
        Resilience resilience = Resilience.builder()
                .ticker(oversleeping)
                .retry(RetryPolicy.builder().maxDuration(Duration.ofSeconds(5)).build())
                .build();
        Flaky work = Flaky.failingAlways(new IOException("down"));
        assertThatThrownBy(() -> resilience.call(work)).isInstanceOf(IOException.class);
        assertThat(work.runs()).isOne();
    }

    @Test
    void anInterruptDuringTheBackOffEndsTheRetriesWithTheLastFailureAndTheFlagSet() {
        IOException failure = new IOException("down");
        Flaky work = Flaky.failingAlways(failure);
        Resilience resilience = Resilience.builder()
                .retry(RetryPolicy.builder().backoff(Duration.ofMinutes(1)).build())
                .build();
        Throwable thrown = catchThrowable(() -> resilience.call(() -> {
            Thread.currentThread().interrupt(); // The real sleep that follows throws at once.
            return work.call();
        }));
        assertThat(thrown).isSameAs(failure);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(work.runs()).isOne();
    }

    @Test
    void anErrorIsNotRetried() {
        Error error = new StackOverflowError();
        int[] runs = new int[1];
        assertThatThrownBy(() -> retrying(RetryPolicy.builder()).run(() -> {
                    runs[0]++;
                    throw error;
                }))
                .isSameAs(error);
        assertThat(runs[0]).isOne();
    }

    static Stream<Exception> failuresThatARepeatCannotHelp() {
        return Stream.of(
                new PoolUnavailableException("paused", null, null),
                new PoolClosedException("closed", null),
                new PoolConfigurationException("wrong"),
                new AcquireInterruptedException("interrupted", null),
                new InterruptedException(),
                CallNotPermittedException.createCallNotPermittedException(CircuitBreaker.ofDefaults("other")));
    }

    @ParameterizedTest
    @MethodSource("failuresThatARepeatCannotHelp")
    void aRefusalIsNotRetriedWhateverThePolicySays(Exception refusal) {
        Flaky work = Flaky.failingAlways(refusal);
        assertThatThrownBy(() ->
                        retrying(RetryPolicy.builder().retryOn(Throwable.class)).call(work))
                .isSameAs(refusal);
        assertThat(work.runs()).isOne();
    }

    @Test
    void anExhaustedPoolIsTriedAgain() {
        Flaky work = Flaky.failing(1, new PoolExhaustedException("full", null));
        assertThat(attemptsOf(RetryPolicy.builder(), work)).isEqualTo(2);
    }

    @Test
    void onlyTheFailuresThatThePolicyNamesAreRetried() {
        RetryPolicy.Builder policy = RetryPolicy.builder()
                .retryOn(IOException.class)
                .retryOn(failure -> "again".equals(failure.getMessage()));
        assertThat(attemptsOf(policy, Flaky.failingAlways(new FileNotFoundException())))
                .isEqualTo(3);
        assertThat(attemptsOf(policy, Flaky.failingAlways(new IllegalStateException("again"))))
                .isEqualTo(3);
        assertThat(attemptsOf(policy, Flaky.failingAlways(new IllegalStateException("no"))))
                .isOne();
    }

    @Test
    void whatThePolicyIgnoresIsNotRetriedWhateverElseItNames() {
        RetryPolicy.Builder policy = RetryPolicy.builder()
                .retryOn(IOException.class)
                .ignore(FileNotFoundException.class)
                .ignore(failure -> "no".equals(failure.getMessage()));
        assertThat(attemptsOf(policy, Flaky.failingAlways(new FileNotFoundException())))
                .isOne();
        assertThat(attemptsOf(policy, Flaky.failingAlways(new IOException("no"))))
                .isOne();
        assertThat(attemptsOf(policy, Flaky.failingAlways(new IOException("yes"))))
                .isEqualTo(3);
    }

    @Test
    void whatAFutureWrapsIsWhatThePolicyIsAskedAbout() {
        RetryPolicy.Builder policy = RetryPolicy.builder().retryOn(IOException.class);
        assertThat(attemptsOf(policy, Flaky.failingAlways(new ExecutionException(new IOException()))))
                .isEqualTo(3);
    }

    @Test
    void withoutRetryWorkRunsOnce() {
        Flaky work = Flaky.failingAlways(new TimeoutException());
        assertThatThrownBy(() -> Resilience.disabled().call(work)).isInstanceOf(TimeoutException.class);
        assertThat(work.runs()).isOne();
    }

    @Test
    void idempotentWorkIsRepeatedOnTransientFailuresOnly() throws Exception {
        Resilience resilience = retrying(RetryPolicy.builder());
        Flaky unlucky = Flaky.failing(2, new IOException("transient"));
        Flaky wrong = Flaky.failingAlways(new IllegalArgumentException("duplicate key"));
        assertThat(resilience.retryIdempotent(IOException.class::isInstance, unlucky))
                .isEqualTo("done");
        assertThatThrownBy(() -> resilience.retryIdempotent(IOException.class::isInstance, wrong))
                .hasMessage("duplicate key");
        assertThat(wrong.runs()).isOne();
    }

    @Test
    void idempotentWorkIsNotRepeatedWhenTheRetryIgnoresTheFailureOrItIsARefusal() {
        Resilience resilience = retrying(RetryPolicy.builder().ignore(FileNotFoundException.class));
        Flaky ignored = Flaky.failingAlways(new FileNotFoundException());
        Flaky refused = Flaky.failingAlways(new PoolUnavailableException("paused", null, null));
        assertThatThrownBy(() -> resilience.retryIdempotent(failure -> true, ignored))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> resilience.retryIdempotent(failure -> true, refused))
                .isInstanceOf(PoolUnavailableException.class);
        assertThat(ignored.runs()).isOne();
        assertThat(refused.runs()).isOne();
    }

    @Test
    void idempotentWorkPassesByTheBreaker() throws Exception {
        Resilience resilience = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        resilience.circuitBreaker().orElseThrow().transitionToForcedOpenState();
        assertThat(resilience.retryIdempotent(failure -> true, Flaky.succeeding()))
                .isEqualTo("done");
    }

    @Test
    void retriesShowInTheFiguresOfResilience4j() throws Exception {
        Resilience resilience = retrying(RetryPolicy.builder());
        resilience.call(Flaky.succeeding());
        resilience.call(Flaky.failing(1, new IOException()));
        assertThatThrownBy(() -> resilience.call(Flaky.failingAlways(new IOException())));
        var figures = resilience.retry().orElseThrow().getMetrics();
        assertThat(figures.getNumberOfSuccessfulCallsWithoutRetryAttempt()).isOne();
        assertThat(figures.getNumberOfSuccessfulCallsWithRetryAttempt()).isOne();
        assertThat(figures.getNumberOfFailedCallsWithRetryAttempt()).isOne();
    }

    private Resilience retrying(RetryPolicy.Builder policy) {
        return Resilience.builder().retry(policy.build()).ticker(time.ticker()).build();
    }

    private Flaky failThrough(RetryPolicy.Builder policy) {
        Flaky work = Flaky.failingAlways(new IOException("down"));
        assertThatThrownBy(() -> retrying(policy).call(work)).isInstanceOf(IOException.class);
        return work;
    }

    private int attemptsOf(RetryPolicy.Builder policy, Flaky work) {
        catchThrowable(() -> retrying(policy).call(work));
        return work.runs();
    }
}
