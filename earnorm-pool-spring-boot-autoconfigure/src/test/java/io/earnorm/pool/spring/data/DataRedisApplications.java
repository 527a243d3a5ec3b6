package io.earnorm.pool.spring.data;

import io.earnorm.pool.spring.Applications;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Small applications with Spring Data Redis. */
final class DataRedisApplications {

    private static final String[] OF_EITHER_GENERATION = {
        "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.data.redis.RedisHealthContributorAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration"
    };

    private DataRedisApplications() {}

    /** With Spring Boot's own auto-configuration, of the generation that is present. */
    static ApplicationContextRunner withPools() {
        List<Class<?>> configurations = new ArrayList<>(List.of(PoolDataRedisAutoConfiguration.class));
        for (String name : OF_EITHER_GENERATION) {
            if (ClassUtils.isPresent(name, null)) {
                configurations.add(ClassUtils.resolveClassName(name, null));
            }
        }
        return Applications.withPools()
                .withConfiguration(AutoConfigurations.of(configurations.toArray(Class<?>[]::new)));
    }
}
