package io.earnorm.pool.spring;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** What a pool does about failures of its backend. */
final class ResilienceSettings {

    @NestedConfigurationProperty
    private final RetrySettings retry = new RetrySettings();

    @NestedConfigurationProperty
    private final CircuitBreakerSettings circuitBreaker = new CircuitBreakerSettings();

    public RetrySettings getRetry() {
        return retry;
    }

    public CircuitBreakerSettings getCircuitBreaker() {
        return circuitBreaker;
    }
}
