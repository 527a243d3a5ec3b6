package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.ResilienceBuilder;
import io.earnorm.pool.resilience.RetryPolicy;

/**
 * Makes a pool's retry and circuit breaker: the application's own of the pool's name where it has them, else what the pool's
 * settings say. Both are on unless they are switched off.
 */
final class ResilienceFactory {

    private ResilienceFactory() {}

    /**
     * Starts a resilience.
     *
     * @throws io.earnorm.pool.exception.PoolConfigurationException if a value cannot work
     */
    static ResilienceBuilder builder(String pool, PoolLayers layers, ResilienceRegistries registries) {
        ResilienceBuilder resilience = Resilience.builder().name(pool);
        if (!Boolean.FALSE.equals(
                layers.nearest(layer -> layer.getResilience().getRetry().getEnabled()))) {
            registries.retry(pool).ifPresentOrElse(resilience::retry, () -> resilience.retry(retry(layers)));
        }
        if (!Boolean.FALSE.equals(layers.nearest(
                layer -> layer.getResilience().getCircuitBreaker().getEnabled()))) {
            registries
                    .circuitBreaker(pool)
                    .ifPresentOrElse(
                            resilience::circuitBreaker, () -> resilience.circuitBreaker(circuitBreaker(layers)));
        }
        return resilience;
    }

    private static RetryPolicy retry(PoolLayers layers) {
        RetryPolicy.Builder policy = RetryPolicy.builder();
        layers.each(layer -> layer.getResilience().getRetry().applyTo(policy));
        return policy.build();
    }

    private static CircuitBreakerPolicy circuitBreaker(PoolLayers layers) {
        CircuitBreakerPolicy.Builder policy = CircuitBreakerPolicy.builder();
        layers.each(layer -> layer.getResilience().getCircuitBreaker().applyTo(policy));
        return policy.build();
    }
}
