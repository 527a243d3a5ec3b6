package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Meters of the pools. */
@AutoConfiguration(after = PoolAutoConfiguration.class)
@ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
@ConditionalOnBean(ManagedPool.class)
@EnableConfigurationProperties(PoolMetricsProperties.class)
public final class PoolMetricsAutoConfiguration {

    /** For Spring. */
    public PoolMetricsAutoConfiguration() {}

    @Bean
    PoolMetersBinder earnormPoolMeters(ListableBeanFactory beans, PoolMetricsProperties properties) {
        return new PoolMetersBinder(beans, properties);
    }
}
