package io.earnorm.pool.spring.data;

import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/**
 * Spring Data Redis on the only pool, or the primary one: templates, caches, sessions and listeners. One class for both
 * generations of Spring Boot: the types of Spring Data are in the same places. Steps aside for an application that has, or
 * configures, another connection factory.
 */
@AutoConfiguration(
        after = PoolAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@ConditionalOnClass(
        name = {
            "org.springframework.data.redis.connection.jedis.JedisConnectionFactory",
            "redis.clients.jedis.util.Pool",
            "org.apache.commons.pool2.impl.GenericObjectPool"
        })
@ConditionalOnSingleCandidate(type = "io.earnorm.pool.redis.RedisPool")
@ConditionalOnMissingBean(
        type = {
            "org.springframework.data.redis.connection.RedisConnectionFactory",
            "org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails"
        })
@Conditional(OnNoOtherRedis.class)
public final class PoolDataRedisAutoConfiguration {

    /** For Spring. */
    public PoolDataRedisAutoConfiguration() {}

    @Bean
    JedisConnectionFactory redisConnectionFactory(RedisPool pool) {
        return new PoolRedisConnectionFactory(pool);
    }

    /**
     * By its name, Spring Boot's own health of Redis steps aside: it would ask the same server a second time, with a
     * connection that it acquires like everybody else, and waits for. Unless somebody wants it.
     */
    @Bean("redisHealthContributor")
    @ConditionalOnMissingBean(name = {"redisHealthContributor", "redisHealthIndicator"})
    @ConditionalOnProperty(name = "management.health.redis.enabled", havingValue = "false", matchIfMissing = true)
    NoRedisHealth redisHealthContributor() {
        return new NoRedisHealth();
    }

    /** Nothing: {@code earnormPool} says it. */
    static final class NoRedisHealth {}
}
