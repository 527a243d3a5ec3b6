package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.ResilienceBuilder;

/**
 * Changes the retry and the circuit breaker of pools from {@code earnorm.pool.*}, after everything that is
 * written there. A bean of this type is asked once for each pool, in the order of Spring's {@code @Order}.
 */
@FunctionalInterface
public interface PoolResilienceCustomizer {

    /**
     * Changes a pool's retry and circuit breaker.
     *
     * @param pool the pool's name
     * @param resilience holds what the properties say; not to be kept
     */
    void customize(String pool, ResilienceBuilder resilience);
}
