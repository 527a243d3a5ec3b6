package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of the pools, on Spring Boot 4. */
@AutoConfiguration(after = PoolAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthContributor")
@ConditionalOnBean(ManagedPool.class)
@ConditionalOnEnabledHealthIndicator("earnorm-pool")
@EnableConfigurationProperties(PoolHealthProperties.class)
public final class PoolHealthBoot4AutoConfiguration {

    /** For Spring. */
    public PoolHealthBoot4AutoConfiguration() {}

    @Bean
    HealthProbes earnormPoolHealthProbes(ListableBeanFactory beans, PoolHealthProperties properties) {
        return new HealthProbes(PoolBeansOfContext.in(beans), properties);
    }

    /** {@code earnormPool/<backend>/<pool>}. */
    @Bean
    @ConditionalOnMissingBean(name = "earnormPoolHealthContributor")
    HealthContributor earnormPoolHealthContributor(HealthProbes probes) {
        return CompositeHealthContributor.fromMap(
                probes.byBackend(pool -> indicator(pool, probes)), CompositeHealthContributor::fromMap);
    }

    private static HealthIndicator indicator(ManagedPool pool, HealthProbes probes) {
        return () -> {
            HealthReport report = probes.report(pool);
            return Health.status(report.status()).withDetails(report.details()).build();
        };
    }
}
