package io.earnorm.pool.resilience;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How often, after which failures and after which back-off something is tried again. Immutable.
 *
 * <p>Whatever is set here, a refusal by an open breaker or a closed pool, an interrupt and an {@code
 * Error} are never retried.
 */
public final class RetryPolicy {

    private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(1);

    private final int maxAttempts;
    private final Duration backoff;
    private final double multiplier;
    private final Duration maxBackoff;
    private final double jitter;
    private final Duration maxDuration;
    private final Predicate<Throwable> retryable;

    private RetryPolicy(Builder builder) {
        maxAttempts = Settings.atLeast("retry.maxAttempts", 1, builder.maxAttempts);
        backoff = Settings.lengthOrOff("retry.backoff", builder.backoff);
        multiplier = builder.multiplier; // Asked this way round, NaN is refused, too.
        Settings.require(multiplier >= 1, "retry.multiplier", "at least 1", multiplier);
        maxBackoff = Settings.lengthOrOff("retry.maxBackoff", builder.maxBackoffOrDefault());
        Settings.require(
                maxBackoff.compareTo(backoff) >= 0,
                "retry.maxBackoff",
                "at least retry.backoff (%s)".formatted(backoff),
                maxBackoff);
        jitter = builder.jitter;
        Settings.require(jitter >= 0 && jitter <= 1, "retry.jitter", "between 0 and 1", jitter);
        maxDuration = Settings.lengthOrOff("retry.maxDuration", builder.maxDuration);
        retryable = builder.retryOn.and(builder.ignore.negate());
    }

    /**
     * Starts from 3 attempts, a back-off of 50 ms that doubles up to 1 s and varies by half of it, no
     * bound on the total time, and every exception retried.
     *
     * @return a new builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns how often something is tried in all.
     *
     * @return the attempts, the first one included
     */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * Returns the wait before the second attempt.
     *
     * @return the wait before jitter; zero: the next attempt follows at once
     */
    public Duration backoff() {
        return backoff;
    }

    /**
     * Returns by what the wait grows after each attempt.
     *
     * @return the factor, 1 or more
     */
    public double multiplier() {
        return multiplier;
    }

    /**
     * Returns the longest wait.
     *
     * @return the longest wait before jitter
     */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /**
     * Returns the share of each wait by which it varies up or down.
     *
     * @return the share, from 0 (none) to 1
     */
    public double jitter() {
        return jitter;
    }

    /**
     * Returns the time, from the start of the first attempt, after which no other begins.
     *
     * @return the bound; zero: none
     */
    public Duration maxDuration() {
        return maxDuration;
    }

    Retry toRetry(String name) {
        return Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(maxAttempts)
                        .intervalFunction(intervals())
                        .retryOnException(retryable)
                        .build());
    }

    private IntervalFunction intervals() {
        if (backoff.isZero()) {
            return attempt -> 0L;
        }
        // Capped first and varied then: Resilience4j's own combination caps last, and clients that
        // reached the cap would all come back at the same moment.
        IntervalFunction capped = IntervalFunction.ofExponentialBackoff(backoff, multiplier, maxBackoff);
        return attempt ->
                IntervalFunction.ofRandomized(capped.apply(attempt), jitter).apply(attempt);
    }

    @Override
    public String toString() {
        return "RetryPolicy[maxAttempts=%d, backoff=%s, multiplier=%s, maxBackoff=%s, jitter=%s, maxDuration=%s]"
                .formatted(maxAttempts, backoff, multiplier, maxBackoff, jitter, maxDuration);
    }

    /** Collects the settings of a {@link RetryPolicy}. For one thread. */
    public static final class Builder {

        private int maxAttempts = 3;
        private Duration backoff = Duration.ofMillis(50);
        private double multiplier = 2.0;
        private @Nullable Duration maxBackoff;
        private double jitter = 0.5;
        private Duration maxDuration = Duration.ZERO;
        private Predicate<Throwable> retryOn = failure -> true;
        private boolean retryOnChosen;
        private Predicate<Throwable> ignore = failure -> false;

        private Builder() {}

        /**
         * Sets how often something is tried in all.
         *
         * @param maxAttempts the attempts, the first one included; 1: no retry
         * @return this builder
         */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * Sets the wait before the second attempt.
         *
         * @param backoff the wait before jitter, 1 ms or more; zero: retry at once
         * @return this builder
         */
        public Builder backoff(Duration backoff) {
            this.backoff = backoff;
            return this;
        }

        /**
         * Sets by what the wait grows after each attempt.
         *
         * @param multiplier the factor, 1 (always the same wait) or more
         * @return this builder
         */
        public Builder multiplier(double multiplier) {
            this.multiplier = multiplier;
            return this;
        }

        /**
         * Sets the longest wait.
         *
         * @param maxBackoff the longest wait before jitter, {@code backoff} or more; 1 s, or {@code
         *     backoff} where that is longer, when it is not set
         * @return this builder
         */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = maxBackoff;
            return this;
        }

        /**
         * Sets the share of each wait by which it varies, so that those who failed together don't
         * come back together.
         *
         * @param jitter the share, from 0 (none) to 1 (between nothing and double the wait)
         * @return this builder
         */
        public Builder jitter(double jitter) {
            this.jitter = jitter;
            return this;
        }

        /**
         * Bounds the total time: no attempt begins later than this after the first one began, and a
         * back-off that would end later is not begun. An attempt that runs is not cut short.
         *
         * @param maxDuration the bound, 1 ms or more; zero: none
         * @return this builder
         */
        public Builder maxDuration(Duration maxDuration) {
            this.maxDuration = maxDuration;
            return this;
        }

        /**
         * Retries only these failures, and those of other calls of this method.
         *
         * @param failures which failures to retry; must not throw
         * @return this builder
         */
        public Builder retryOn(Predicate<? super Throwable> failures) {
            retryOn = retryOnChosen ? retryOn.or(failures) : failures::test;
            retryOnChosen = true;
            return this;
        }

        /**
         * Retries only failures of these types, and those of other calls of this method.
         *
         * @param types the types to retry, with their subtypes
         * @return this builder
         */
        @SafeVarargs // The array is only read.
        public final Builder retryOn(Class<? extends Throwable>... types) {
            return retryOn(Failures.anyOf(types));
        }

        /**
         * Does not retry these failures, whatever {@code retryOn} says.
         *
         * @param failures which failures not to retry; must not throw
         * @return this builder
         */
        public Builder ignore(Predicate<? super Throwable> failures) {
            ignore = ignore.or(failures);
            return this;
        }

        /**
         * Does not retry failures of these types, whatever {@code retryOn} says.
         *
         * @param types the types not to retry, with their subtypes
         * @return this builder
         */
        @SafeVarargs // The array is only read.
        public final Builder ignore(Class<? extends Throwable>... types) {
            return ignore(Failures.anyOf(types));
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws io.earnorm.pool.exception.PoolConfigurationException if a value is out of range;
         *     the message names the setting, what is allowed, and the value
         */
        public RetryPolicy build() {
            return new RetryPolicy(this);
        }

        private Duration maxBackoffOrDefault() {
            if (maxBackoff != null) {
                return maxBackoff;
            }
            return backoff.compareTo(DEFAULT_MAX_BACKOFF) > 0 ? backoff : DEFAULT_MAX_BACKOFF;
        }
    }
}
