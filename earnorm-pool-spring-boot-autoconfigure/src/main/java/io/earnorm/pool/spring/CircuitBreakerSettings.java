package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a pool's circuit breaker opens, and how it closes again. What is not set is null. */
final class CircuitBreakerSettings {

    /** Whether a circuit breaker watches the backend, and pauses the pool while the backend is down. */
    private @Nullable Boolean enabled;

    /** Percentage of failed calls that opens the breaker. */
    private @Nullable Float failureRateThreshold;

    /** How many of the last calls are looked at. */
    private @Nullable Integer slidingWindowSize;

    /** Calls that must be seen before the breaker may open. */
    private @Nullable Integer minimumCalls;

    /** How long the breaker refuses calls before it lets some try. */
    private @Nullable Duration open;

    /** Calls that may try, and decide, while the breaker is half open. */
    private @Nullable Integer halfOpenCalls;

    /** Calls that take longer count as slow. Zero: none do. */
    private @Nullable Duration slowCallThreshold;

    /** Percentage of slow calls that opens the breaker. */
    private @Nullable Float slowCallRateThreshold;

    /** Hands on what is set, and leaves the rest as it is. */
    void applyTo(CircuitBreakerPolicy.Builder policy) {
        Settings.ifSet(failureRateThreshold, policy::failureRateThreshold);
        Settings.ifSet(slidingWindowSize, policy::slidingWindowSize);
        Settings.ifSet(minimumCalls, policy::minimumCalls);
        Settings.ifSet(open, policy::open);
        Settings.ifSet(halfOpenCalls, policy::halfOpenCalls);
        Settings.ifSet(slowCallThreshold, policy::slowCallThreshold);
        Settings.ifSet(slowCallRateThreshold, policy::slowCallRateThreshold);
    }

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable Float getFailureRateThreshold() {
        return failureRateThreshold;
    }

    public void setFailureRateThreshold(@Nullable Float failureRateThreshold) {
        this.failureRateThreshold = failureRateThreshold;
    }

    public @Nullable Integer getSlidingWindowSize() {
        return slidingWindowSize;
    }

    public void setSlidingWindowSize(@Nullable Integer slidingWindowSize) {
        this.slidingWindowSize = slidingWindowSize;
    }

    public @Nullable Integer getMinimumCalls() {
        return minimumCalls;
    }

    public void setMinimumCalls(@Nullable Integer minimumCalls) {
        this.minimumCalls = minimumCalls;
    }

    public @Nullable Duration getOpen() {
        return open;
    }

    public void setOpen(@Nullable Duration open) {
        this.open = open;
    }

    public @Nullable Integer getHalfOpenCalls() {
        return halfOpenCalls;
    }

    public void setHalfOpenCalls(@Nullable Integer halfOpenCalls) {
        this.halfOpenCalls = halfOpenCalls;
    }

    public @Nullable Duration getSlowCallThreshold() {
        return slowCallThreshold;
    }

    public void setSlowCallThreshold(@Nullable Duration slowCallThreshold) {
        this.slowCallThreshold = slowCallThreshold;
    }

    public @Nullable Float getSlowCallRateThreshold() {
        return slowCallRateThreshold;
    }

    public void setSlowCallRateThreshold(@Nullable Float slowCallRateThreshold) {
        this.slowCallRateThreshold = slowCallRateThreshold;
    }
}
