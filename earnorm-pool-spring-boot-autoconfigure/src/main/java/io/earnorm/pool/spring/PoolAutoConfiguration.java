package io.earnorm.pool.spring;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** The pools of {@code earnorm.pool.*}, and what starts and stops them. */
@AutoConfiguration(
        afterName = "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration",
        beforeName = {
            "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@Conditional(OnPoolsEnabled.class)
@Import(PoolRegistrar.class)
public final class PoolAutoConfiguration {

    /** For Spring. */
    public PoolAutoConfiguration() {}

    @Bean
    PoolLifecycle earnormPoolLifecycle(ConfigurableListableBeanFactory beans, ConfigurableApplicationContext context) {
        return new PoolLifecycle(beans, context);
    }

    @Bean
    PoolHealthChecks earnormPoolHealthChecks(ConfigurableListableBeanFactory beans) {
        return new PoolHealthChecks(beans);
    }
}
