package io.earnorm.pool.spring;

import io.earnorm.pool.PoolOptions;

/**
 * Changes what pools from {@code earnorm.pool.*} connect to, for example with credentials that rotate. A
 * bean of this type is asked once for each pool, last of all customizers, in the order of Spring's
 * {@code @Order}.
 */
@FunctionalInterface
public interface PoolOptionsCustomizer {

    /**
     * Changes a pool's options.
     *
     * @param pool the pool's name
     * @param options holds what the properties say; not to be kept
     */
    void customize(String pool, PoolOptions.Builder options);
}
