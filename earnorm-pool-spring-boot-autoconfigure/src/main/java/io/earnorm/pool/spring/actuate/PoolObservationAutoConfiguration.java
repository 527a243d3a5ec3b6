package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.spring.PoolAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Observations of the pools. */
@AutoConfiguration(
        after = PoolAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(name = "io.micrometer.observation.ObservationRegistry")
@ConditionalOnBean(type = {"io.earnorm.pool.ManagedPool", "io.micrometer.observation.ObservationRegistry"})
@EnableConfigurationProperties(PoolObservationProperties.class)
public final class PoolObservationAutoConfiguration {

    /** For Spring. */
    public PoolObservationAutoConfiguration() {}

    @Bean
    PoolObservations earnormPoolObservations(
            ListableBeanFactory beans, ObservationRegistry registry, PoolObservationProperties properties) {
        return new PoolObservations(beans, registry, properties);
    }
}
