package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code earnormpools}. */
@AutoConfiguration(after = PoolAutoConfiguration.class)
@ConditionalOnClass(
        name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
@ConditionalOnBean(ManagedPool.class)
@ConditionalOnAvailableEndpoint(endpoint = PoolsEndpoint.class)
public final class PoolsEndpointAutoConfiguration {

    /** For Spring. */
    public PoolsEndpointAutoConfiguration() {}

    @Bean
    LeakReports earnormPoolLeakReports(ListableBeanFactory beans) {
        return new LeakReports(PoolBeansOfContext.in(beans));
    }

    @Bean
    PoolOperations earnormPoolOperations(ListableBeanFactory beans, ApplicationEventPublisher events) {
        return new PoolOperations(PoolBeansOfContext.in(beans), events);
    }

    @Bean
    PoolsEndpoint earnormPoolsEndpoint(ListableBeanFactory beans, LeakReports leaks, PoolOperations operations) {
        return new PoolsEndpoint(PoolBeansOfContext.in(beans), leaks, operations);
    }

    @Bean
    PoolsWebExtension earnormPoolsWebExtension(PoolOperations operations) {
        return new PoolsWebExtension(operations);
    }
}
