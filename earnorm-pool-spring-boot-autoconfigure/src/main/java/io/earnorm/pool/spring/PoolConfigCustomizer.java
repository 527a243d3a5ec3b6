package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;

/**
 * Changes the settings of pools from {@code earnorm.pool.*}, after everything that is written there. A bean
 * of this type is asked once for each pool, in the order of Spring's {@code @Order}.
 */
@FunctionalInterface
public interface PoolConfigCustomizer {

    /**
     * Changes a pool's settings.
     *
     * @param pool the pool's name
     * @param config holds what the defaults, the template and the pool say; not to be kept
     */
    void customize(String pool, PoolConfig.Builder config);
}
