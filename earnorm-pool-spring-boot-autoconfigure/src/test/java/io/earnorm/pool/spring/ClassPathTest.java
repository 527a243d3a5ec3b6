package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** With both generations present, both generations' configurations would be active and tests would prove nothing. */
class ClassPathTest {

    @Test
    void oneGenerationOfSpringBootIsOnTheClassPath() {
        assertThat(isPresent("org.springframework.boot.actuate.health.HealthIndicator"))
                .isNotEqualTo(isPresent("org.springframework.boot.health.contributor.HealthIndicator"));
        assertThat(isPresent("org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration"))
                .isNotEqualTo(isPresent("org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration"));
        assertThat(isPresent("org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration"))
                .isNotEqualTo(
                        isPresent("org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"));
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, ClassPathTest.class.getClassLoader());
    }
}
