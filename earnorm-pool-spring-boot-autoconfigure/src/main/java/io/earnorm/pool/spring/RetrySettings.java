package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often a failed acquire is tried again. What is not set is null. */
final class RetrySettings {

    /** Whether to retry acquires, and work that was called idempotent. */
    private @Nullable Boolean enabled;

    /** Attempts in all, the first one included. */
    private @Nullable Integer maxAttempts;

    /** Wait before the second attempt. */
    private @Nullable Duration backoff;

    /** Factor by which the wait grows after each attempt. */
    private @Nullable Double multiplier;

    /** Longest wait between two attempts. */
    private @Nullable Duration maxBackoff;

    /** Share of each wait by which it varies, from 0 to 1. */
    private @Nullable Double jitter;

    /** No attempt begins later than this after the first one. Zero for no limit. */
    private @Nullable Duration maxDuration;

    /** Hands on what is set, and leaves the rest as it is. */
    void applyTo(RetryPolicy.Builder policy) {
        Settings.ifSet(maxAttempts, policy::maxAttempts);
        Settings.ifSet(backoff, policy::backoff);
        Settings.ifSet(multiplier, policy::multiplier);
        Settings.ifSet(maxBackoff, policy::maxBackoff);
        Settings.ifSet(jitter, policy::jitter);
        Settings.ifSet(maxDuration, policy::maxDuration);
    }

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable Integer getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(@Nullable Integer maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public @Nullable Duration getBackoff() {
        return backoff;
    }

    public void setBackoff(@Nullable Duration backoff) {
        this.backoff = backoff;
    }

    public @Nullable Double getMultiplier() {
        return multiplier;
    }

    public void setMultiplier(@Nullable Double multiplier) {
        this.multiplier = multiplier;
    }

    public @Nullable Duration getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(@Nullable Duration maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public @Nullable Double getJitter() {
        return jitter;
    }

    public void setJitter(@Nullable Double jitter) {
        this.jitter = jitter;
    }

    public @Nullable Duration getMaxDuration() {
        return maxDuration;
    }

    public void setMaxDuration(@Nullable Duration maxDuration) {
        this.maxDuration = maxDuration;
    }
}
