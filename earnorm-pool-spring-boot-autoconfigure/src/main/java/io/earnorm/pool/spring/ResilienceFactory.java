package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.ResilienceBuilder;
import io.earnorm.pool.resilience.RetryPolicy;

/** Makes a pool's retry and circuit breaker of its settings. Both are on unless they are switched off. */
final class ResilienceFactory {

    private ResilienceFactory() {}

    /**
     * Starts a resilience.
     *
     * @throws io.earnorm.pool.exception.PoolConfigurationException if a value cannot work
     */
    static ResilienceBuilder builder(String pool, PoolLayers layers) {
        ResilienceBuilder resilience = Resilience.builder().name(pool);
        if (!Boolean.FALSE.equals(
                layers.nearest(layer -> layer.getResilience().getRetry().getEnabled()))) {
            RetryPolicy.Builder policy = RetryPolicy.builder();
            layers.each(layer -> layer.getResilience().getRetry().applyTo(policy));
            resilience.retry(policy.build());
        }
        if (!Boolean.FALSE.equals(layers.nearest(
                layer -> layer.getResilience().getCircuitBreaker().getEnabled()))) {
            CircuitBreakerPolicy.Builder policy = CircuitBreakerPolicy.builder();
            layers.each(layer -> layer.getResilience().getCircuitBreaker().applyTo(policy));
            resilience.circuitBreaker(policy.build());
        }
        return resilience;
    }
}
