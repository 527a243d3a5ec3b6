package io.earnorm.pool.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/** Auto-configuration of the pools. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "earnorm.pool.enabled", matchIfMissing = true)
public final class PoolAutoConfiguration {

    /** For Spring. */
    public PoolAutoConfiguration() {}
}
