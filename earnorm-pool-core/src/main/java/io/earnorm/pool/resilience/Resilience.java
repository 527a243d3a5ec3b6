package io.earnorm.pool.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Protects work against a backend that is slow or down: retry outside, circuit breaker inside, and a
 * timeout around the work itself. A live object with one breaker, to be shared by everything that
 * talks to the same backend. Thread-safe.
 *
 * <pre>{@code
 * Resilience payments = Resilience.builder()
 *         .name("payments")
 *         .retry(RetryPolicy.builder().maxAttempts(3).backoff(Duration.ofMillis(50)).build())
 *         .circuitBreaker(CircuitBreakerPolicy.builder().open(Duration.ofSeconds(10)).build())
 *         .timeout(Duration.ofSeconds(2))
 *         .build();
 * Receipt receipt = payments.call(() -> client.charge(order));
 * }</pre>
 *
 * <p>A part for which nothing is given is off. A refusal by an open breaker or a closed pool, an
 * interrupt and an {@code Error} are never retried, and no breaker counts them.
 */
public final class Resilience {

    private static final Resilience DISABLED = builder().name("disabled").build();

    private final String name;
    private final @Nullable Retrying retrying;
    private final @Nullable Breaker breaker;
    private final @Nullable TimeLimit timeLimit;

    Resilience(String name, @Nullable Retrying retrying, @Nullable Breaker breaker, @Nullable TimeLimit timeLimit) {
        this.name = name;
        this.retrying = retrying;
        this.breaker = breaker;
        this.timeLimit = timeLimit;
    }

    /**
     * Returns a resilience without retry, breaker and timeout: it passes every call through.
     *
     * @return always the same instance
     */
    public static Resilience disabled() {
        return DISABLED;
    }

    /**
     * Starts from a resilience that has no part yet.
     *
     * @return a new builder, for one thread
     */
    public static ResilienceBuilder builder() {
        return new ResilienceBuilder();
    }

    /**
     * Returns the name that messages, and the breaker's and the retry's own figures, carry.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Runs work, once or more. Whoever calls this says that the work may safely run twice.
     *
     * <p>The work runs in the calling thread, or, when a timeout is set, on a thread of the executor,
     * where it is interrupted after the timeout. An interrupt of the calling thread while it backs
     * off ends the retries: the last failure is thrown, and the interrupt flag is set.
     *
     * @param work what to run
     * @param <R> what it returns
     * @return what the work returned
     * @throws io.earnorm.pool.exception.PoolUnavailableException if the breaker is open or has no
     *     permission left; the work did not run (again). The cause is the last failure that the
     *     breaker saw, or Resilience4j's {@code CallNotPermittedException} when it saw none
     * @throws java.util.concurrent.TimeoutException if the last attempt took longer than the timeout
     * @throws InterruptedException if the calling thread is interrupted while it waits for work that
     *     has a timeout; the work is interrupted, too
     * @throws Exception what the last attempt of the work threw, as it is
     */
    public <R extends @Nullable Object> R call(Callable<R> work) throws Exception {
        return retrying == null ? attempt(work) : retrying.call(failure -> true, () -> attempt(work));
    }

    private <R extends @Nullable Object> R attempt(Callable<R> work) throws Exception {
        TimeLimit limit = timeLimit;
        Callable<R> limited = limit == null ? work : () -> limit.call(work);
        return breaker == null ? limited.call() : breaker.call(limited);
    }

    /**
     * Runs an action, once or more: {@link #call} for work that returns nothing.
     *
     * @param action what to run; it may safely run twice
     * @throws Exception as {@link #call} does
     */
    public void run(Action action) throws Exception {
        this.<@Nullable Object>call(() -> {
            action.run();
            return null;
        });
    }

    /**
     * Wraps work, so that each call of the result goes through {@link #call}.
     *
     * @param work what to wrap; it may safely run twice
     * @param <R> what it returns
     * @return the protected work
     */
    public <R extends @Nullable Object> Callable<R> decorate(Callable<R> work) {
        return () -> call(work);
    }

    /**
     * Returns whether failures are retried.
     *
     * @return whether a retry was given
     */
    public boolean hasRetry() {
        return retrying != null;
    }

    /**
     * Returns whether a breaker watches the calls.
     *
     * @return whether a circuit breaker was given
     */
    public boolean hasCircuitBreaker() {
        return breaker != null;
    }

    /**
     * Returns Resilience4j's retry, for its metrics and events.
     *
     * @return the retry in use, or empty
     */
    public Optional<Retry> retry() {
        return Optional.ofNullable(retrying).map(Retrying::retry);
    }

    /**
     * Returns Resilience4j's breaker, for its metrics, events and manual control.
     *
     * @return the breaker in use, or empty
     */
    public Optional<CircuitBreaker> circuitBreaker() {
        return Optional.ofNullable(breaker).map(Breaker::delegate);
    }

    /**
     * For pools: returns whether the breaker is open. Costs one volatile read.
     *
     * @return whether it opened and nobody has tried since, or was forced open
     */
    public boolean isOpen() {
        return breaker != null && breaker.isOpen();
    }

    /**
     * For pools: returns what is left of the time for which the breaker refuses calls. With a breaker
     * of the application's registry this is worked out from its configuration.
     *
     * @return the time; zero when it is not open, or when it was forced open
     */
    public Duration retryAfter() {
        return breaker == null ? Duration.ZERO : breaker.retryAfter();
    }

    /**
     * For pools: tells the breaker that the backend answered. Valid in every state; never throws.
     *
     * @param took how long it took
     */
    public void recordSuccess(Duration took) {
        if (breaker != null) {
            breaker.recordResult(took.toNanos(), null);
        }
    }

    /**
     * For pools: tells the breaker that the backend failed. Valid in every state, also while open;
     * never throws. A failure that says nothing about the backend only gives back a permission.
     *
     * @param took how long it took
     * @param failure what happened
     */
    public void recordFailure(Duration took, Throwable failure) {
        if (breaker != null) {
            breaker.recordFailure(took.toNanos(), failure);
        }
    }

    /**
     * For pools: asks to probe the backend in the background. An open breaker becomes half open for
     * that, however long it would stay open: the prober has its own back-off. After {@code true}, the
     * caller must call {@link #recordSuccess}, {@link #recordFailure} or {@link #releaseProbe} once.
     * A success that leaves the breaker half open asks for one more probe.
     *
     * @return whether to probe, always when it is closed; {@code false} when it was forced open, when
     *     others use up the permissions of a half-open breaker, or when another thread is asking at
     *     this moment
     */
    public boolean permitProbe() {
        return breaker == null || breaker.permitProbe();
    }

    /** For pools: gives back the permission of a probe that ended without an answer. */
    public void releaseProbe() {
        if (breaker != null) {
            breaker.releaseProbe();
        }
    }

    /**
     * For pools: adds a listener, and tells it at once if the breaker is open already. Without a
     * breaker nothing is ever told.
     *
     * @param listener whom to tell
     * @return ends the registration, after which nothing of the listener is retained
     */
    public StateListener.Registration onStateChange(StateListener listener) {
        return breaker == null ? () -> {} : breaker.addListener(listener);
    }

    /**
     * For pools: starts to count the failures of one piece of work that somebody else repeats.
     *
     * @return a new budget; without retry, one that nothing uses up
     */
    public RetryBudget newRetryBudget() {
        return retrying == null ? new RetryBudget(null, Ticker.SYSTEM, 0) : retrying.newBudget();
    }

    /**
     * For pools: runs work with the retry alone, for work that takes its connections from a pool that
     * has the breaker. An interrupt during the back-off ends the retries, and its flag is set.
     *
     * @param isTransient which failures are worth another attempt; those that the retry itself
     *     ignores, and those that are never retried, are not
     * @param attempt what to run
     * @param <R> what it returns
     * @return what the work returned
     * @throws Exception what the last attempt threw, as it is
     */
    public <R extends @Nullable Object> R retryIdempotent(Predicate<? super Throwable> isTransient, Callable<R> attempt)
            throws Exception {
        return retrying == null ? attempt.call() : retrying.call(isTransient, attempt);
    }

    @Override
    public String toString() {
        return "Resilience[%s, retry=%s, circuitBreaker=%s, timeout=%s]"
                .formatted(
                        name,
                        retrying == null ? "off" : retrying,
                        breaker == null ? "off" : breaker,
                        timeLimit == null ? "off" : timeLimit);
    }

    /** Work that returns nothing. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does the work.
         *
         * @throws Exception whatever goes wrong
         */
        void run() throws Exception;
    }
}
