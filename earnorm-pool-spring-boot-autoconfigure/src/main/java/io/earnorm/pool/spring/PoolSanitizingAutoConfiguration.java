package io.earnorm.pool.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps the secrets below {@code earnorm.pool} out of Actuator's endpoints, whether or not pools are enabled. */
@AutoConfiguration
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.SanitizingFunction")
public final class PoolSanitizingAutoConfiguration {

    /** For Spring. */
    public PoolSanitizingAutoConfiguration() {}

    @Bean
    PoolSanitizingFunction earnormPoolSanitizingFunction() {
        return new PoolSanitizingFunction();
    }
}
