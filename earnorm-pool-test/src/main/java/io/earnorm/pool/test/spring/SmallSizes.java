package io.earnorm.pool.test.spring;

import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has the last word on the sizes of pools: after properties, customizers and the application's own {@code PoolConfig} beans. */
final class SmallSizes implements BeanPostProcessor {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

    private final int maxSize;

    SmallSizes(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof PoolConfig config ? small(config) : bean;
    }

    private PoolConfig small(PoolConfig configured) {
        PoolConfig.Builder config = configured.toBuilder().minSize(0).maxSize(Math.min(maxSize, configured.maxSize()));
        if (configured.drainTimeout().compareTo(LONGEST_DRAIN) > 0) {
            config.drainTimeout(LONGEST_DRAIN);
        }
        return config.build();
    }
}
