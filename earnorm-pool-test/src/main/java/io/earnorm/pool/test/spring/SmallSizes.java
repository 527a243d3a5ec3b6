package io.earnorm.pool.test.spring;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.spring.PoolConfigCustomizer;
import java.time.Duration;
import org.springframework.core.Ordered;

/** Has the last word on the sizes of pools. */
final class SmallSizes implements PoolConfigCustomizer, Ordered {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

    private final int maxSize;

    SmallSizes(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    public void customize(String pool, PoolConfig.Builder config) {
        PoolConfig configured;
        try {
            configured = config.build();
        } catch (PoolConfigurationException e) {
            return; // A wrong setting is refused right after this, with the property that it comes from.
        }
        config.minSize(0).maxSize(Math.min(maxSize, configured.maxSize()));
        if (configured.drainTimeout().compareTo(LONGEST_DRAIN) > 0) {
            config.drainTimeout(LONGEST_DRAIN);
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
