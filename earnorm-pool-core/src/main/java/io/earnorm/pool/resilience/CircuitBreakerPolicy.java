package io.earnorm.pool.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a circuit breaker opens, and how it closes again. Immutable.
 *
 * <p>Whatever is set here, a refusal by another breaker or a closed pool, an interrupt and an {@code
 * Error} say nothing about the backend and are not counted.
 */
public final class CircuitBreakerPolicy {

    private static final Duration NEVER_SLOW = Duration.ofNanos(Long.MAX_VALUE);

    private final float failureRateThreshold;
    private final int slidingWindowSize;
    private final int minimumCalls;
    private final Duration open;
    private final int halfOpenCalls;
    private final Duration slowCallThreshold;
    private final float slowCallRateThreshold;
    private final Predicate<Throwable> recordOn;
    private final Predicate<Throwable> ignore;

    private CircuitBreakerPolicy(Builder builder) {
        failureRateThreshold = Settings.percentage("circuitBreaker.failureRateThreshold", builder.failureRateThreshold);
        slidingWindowSize = Settings.atLeast("circuitBreaker.slidingWindowSize", 1, builder.slidingWindowSize);
        minimumCalls = builder.minimumCalls;
        Settings.require( // Resilience4j would lower it without a word.
                minimumCalls >= 1 && minimumCalls <= slidingWindowSize,
                "circuitBreaker.minimumCalls",
                "between 1 and slidingWindowSize (%d)".formatted(slidingWindowSize),
                minimumCalls);
        open = Settings.length("circuitBreaker.open", builder.open);
        halfOpenCalls = Settings.atLeast("circuitBreaker.halfOpenCalls", 1, builder.halfOpenCalls);
        slowCallThreshold = Settings.lengthOrOff("circuitBreaker.slowCallThreshold", builder.slowCallThreshold);
        slowCallRateThreshold =
                Settings.percentage("circuitBreaker.slowCallRateThreshold", builder.slowCallRateThreshold);
        recordOn = builder.recordOn;
        ignore = builder.ignore;
    }

    /**
     * Starts from a breaker that opens when half of the last 20 calls failed, 5 calls at least, stays
     * open for 10 s, and closes when one call succeeds then. Slow calls don't count.
     *
     * @return a new builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the share of failed calls that opens the breaker.
     *
     * @return percent, above 0 and at most 100
     */
    public float failureRateThreshold() {
        return failureRateThreshold;
    }

    /**
     * Returns how many of the last calls are looked at.
     *
     * @return the size of the window, in calls
     */
    public int slidingWindowSize() {
        return slidingWindowSize;
    }

    /**
     * Returns how many calls there must be before the breaker may open.
     *
     * @return the least number of calls
     */
    public int minimumCalls() {
        return minimumCalls;
    }

    /**
     * Returns how long the breaker refuses calls before it lets some try.
     *
     * @return the time
     */
    public Duration open() {
        return open;
    }

    /**
     * Returns how many calls may try, and decide, while the breaker is half open.
     *
     * @return the number of calls
     */
    public int halfOpenCalls() {
        return halfOpenCalls;
    }

    /**
     * Returns the time above which a call counts as slow.
     *
     * @return the time; zero: no call is slow
     */
    public Duration slowCallThreshold() {
        return slowCallThreshold;
    }

    /**
     * Returns the share of slow calls that opens the breaker.
     *
     * @return percent, above 0 and at most 100
     */
    public float slowCallRateThreshold() {
        return slowCallRateThreshold;
    }

    CircuitBreaker toCircuitBreaker(String name, Clock clock) {
        // Left off on purpose: automaticTransitionFromOpenToHalfOpenEnabled and
        // maxWaitDurationInHalfOpenState, because each starts Resilience4j's scheduler thread.
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(failureRateThreshold)
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(slidingWindowSize)
                        .minimumNumberOfCalls(minimumCalls)
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(halfOpenCalls)
                        .slowCallDurationThreshold(slowCallThreshold.isZero() ? NEVER_SLOW : slowCallThreshold)
                        .slowCallRateThreshold(slowCallRateThreshold)
                        .recordException(recordOn)
                        .ignoreException(ignore)
                        .clock(clock)
                        .build());
    }

    @Override
    public String toString() {
        return "CircuitBreakerPolicy[failureRateThreshold=%s, slidingWindowSize=%d, minimumCalls=%d, open=%s, halfOpenCalls=%d, slowCallThreshold=%s, slowCallRateThreshold=%s]"
                .formatted(
                        failureRateThreshold,
                        slidingWindowSize,
                        minimumCalls,
                        open,
                        halfOpenCalls,
                        slowCallThreshold,
                        slowCallRateThreshold);
    }

    /** Collects the settings of a {@link CircuitBreakerPolicy}. For one thread. */
    public static final class Builder {

        private float failureRateThreshold = 50;
        private int slidingWindowSize = 20;
        private int minimumCalls = 5;
        private Duration open = Duration.ofSeconds(10);
        private int halfOpenCalls = 1;
        private Duration slowCallThreshold = Duration.ZERO;
        private float slowCallRateThreshold = 100;
        private Predicate<Throwable> recordOn = failure -> true;
        private Predicate<Throwable> ignore = failure -> false;

        private Builder() {}

        /**
         * Sets the share of failed calls that opens the breaker.
         *
         * @param percent above 0 and at most 100
         * @return this builder
         */
        public Builder failureRateThreshold(float percent) {
            failureRateThreshold = percent;
            return this;
        }

        /**
         * Sets how many of the last calls are looked at.
         *
         * @param calls 1 or more
         * @return this builder
         */
        public Builder slidingWindowSize(int calls) {
            slidingWindowSize = calls;
            return this;
        }

        /**
         * Sets how many calls there must be before the breaker may open.
         *
         * @param calls between 1 and {@code slidingWindowSize}
         * @return this builder
         */
        public Builder minimumCalls(int calls) {
            minimumCalls = calls;
            return this;
        }

        /**
         * Sets how long the breaker refuses calls before it lets some try.
         *
         * @param open 1 ms or more
         * @return this builder
         */
        public Builder open(Duration open) {
            this.open = open;
            return this;
        }

        /**
         * Sets how many calls may try, and decide, while the breaker is half open.
         *
         * @param calls 1 or more
         * @return this builder
         */
        public Builder halfOpenCalls(int calls) {
            halfOpenCalls = calls;
            return this;
        }

        /**
         * Sets the time above which a call counts as slow.
         *
         * @param threshold 1 ms or more; zero: no call is slow
         * @return this builder
         */
        public Builder slowCallThreshold(Duration threshold) {
            slowCallThreshold = threshold;
            return this;
        }

        /**
         * Sets the share of slow calls that opens the breaker.
         *
         * @param percent above 0 and at most 100
         * @return this builder
         */
        public Builder slowCallRateThreshold(float percent) {
            slowCallRateThreshold = percent;
            return this;
        }

        /**
         * Counts only these as failures. Any other exception means that the backend answered, and
         * counts as a success.
         *
         * @param failures what counts as a failure of the backend; must not throw
         * @return this builder
         */
        public Builder recordOn(Predicate<? super Throwable> failures) {
            recordOn = failures::test;
            return this;
        }

        /**
         * Counts these neither as failures nor as successes, whatever {@code recordOn} says.
         *
         * @param failures what says nothing about the backend; must not throw
         * @return this builder
         */
        public Builder ignore(Predicate<? super Throwable> failures) {
            ignore = failures::test;
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws io.earnorm.pool.exception.PoolConfigurationException if a value is out of range;
         *     the message names the setting, what is allowed, and the value
         */
        public CircuitBreakerPolicy build() {
            return new CircuitBreakerPolicy(this);
        }
    }
}
