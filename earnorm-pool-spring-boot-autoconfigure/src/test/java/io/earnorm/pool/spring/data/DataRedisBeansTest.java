package io.earnorm.pool.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.spring.data.PoolDataRedisAutoConfiguration.NoRedisHealth;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** When Spring Data Redis runs on a pool, and when it doesn't. */
@WithRedis
class DataRedisBeansTest {

    private static final String[] TWO_POOLS = {
        "earnorm.pool.redis.sessions.uri=redis://localhost:1/1", "earnorm.pool.redis.jobs.uri=redis://localhost:1/2"
    };

    @Test
    void theOnlyPoolIsTaken(RedisServer server) {
        DataRedisApplications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=" + server.uri())
                .run(context -> {
                    assertThat(context)
                            .getBean(RedisConnectionFactory.class)
                            .isInstanceOf(PoolRedisConnectionFactory.class);
                    context.getBean(StringRedisTemplate.class).opsForValue().set("greeting", "hello");
                    assertThat(context.getBean(RedisPool.class).commands().get("greeting"))
                            .isEqualTo("hello");
                });
    }

    @Test
    void theDatabaseIsThePools(RedisServer server) {
        DataRedisApplications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=" + server.uri() + "/3")
                .run(context -> {
                    context.getBean(StringRedisTemplate.class).opsForValue().set("where", "3");
                    assertThat(context.getBean(RedisPool.class).commands().get("where"))
                            .isEqualTo("3");
                    assertThat(server.<Boolean>admin(admin -> admin.exists("where")))
                            .isFalse();
                });
    }

    @Test
    void ofSeveralPoolsThePrimaryOneIsTaken(RedisServer server) {
        DataRedisApplications.withPools()
                .withPropertyValues(TWO_POOLS)
                .withPropertyValues(
                        "earnorm.pool.redis.sessions.uri=" + server.uri(), "earnorm.pool.redis.sessions.primary=true")
                .run(context -> {
                    context.getBean(StringRedisTemplate.class).opsForValue().set("greeting", "hello");
                    assertThat(context.getBean("sessionsPool", RedisPool.class)
                                    .commands()
                                    .get("greeting"))
                            .isEqualTo("hello");
                });
    }

    @Test
    void ofSeveralEqualPoolsNoneIsTaken() {
        DataRedisApplications.withPools()
                .withPropertyValues(TWO_POOLS)
                .run(context -> assertThat(context)
                        .getBean(RedisConnectionFactory.class)
                        .isNotInstanceOf(PoolRedisConnectionFactory.class));
    }

    @Test
    void aFactoryOfTheApplicationStaysItsOwn() {
        DataRedisApplications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=redis://localhost:1")
                .withBean("own", JedisConnectionFactory.class)
                .run(context -> assertThat(context)
                        .getBeanNames(RedisConnectionFactory.class)
                        .containsExactly("own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.data.redis.url=redis://localhost:1",
                "spring.data.redis.host=localhost",
                "spring.data.redis.sentinel.nodes=localhost:1",
                "spring.data.redis.cluster.nodes[0]=localhost:1"
            })
    void anAddressThatTheApplicationGivesSpringBootIsUsed(String address) {
        Applications.withPools()
                .withConfiguration(AutoConfigurations.of(PoolDataRedisAutoConfiguration.class))
                .withPropertyValues("earnorm.pool.redis.uri=redis://localhost:1")
                .withPropertyValues(address)
                .run(context -> assertThat(context).doesNotHaveBean(RedisConnectionFactory.class));
    }

    @Test
    void anApplicationWithoutSpringDataStarts() {
        Applications.withPools()
                .withConfiguration(AutoConfigurations.of(PoolDataRedisAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.data"))
                .withPropertyValues("earnorm.pool.redis.uri=redis://localhost:1")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("redisConnectionFactory"));
    }

    @Test
    void anApplicationWithoutRedisPoolsStarts() {
        DataRedisApplications.withPools()
                .run(context -> assertThat(context)
                        .getBean(RedisConnectionFactory.class)
                        .isNotInstanceOf(PoolRedisConnectionFactory.class));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "management.health.redis.enabled=false, false",
        "management.health.redis.enabled=off, false",
        "management.health.redis.enabled=true, true",
        "management.health.redis.enabled=on, true"
    })
    void springBootsOwnHealthStepsAsideUnlessItIsWanted(String property, boolean wanted) {
        DataRedisApplications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=redis://localhost:1", property)
                .run(context -> assertThat(context.containsBean("redisHealthContributor")
                                && !(context.getBean("redisHealthContributor") instanceof NoRedisHealth))
                        .isEqualTo(wanted));
    }

    @Test
    void aHealthThatIsNeitherOnNorOffIsRefused() {
        DataRedisApplications.withPools()
                .withPropertyValues(
                        "earnorm.pool.redis.uri=redis://localhost:1", "management.health.redis.enabled=maybe")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("[maybe]")); // Spring Boot's analyzer adds the property's name.
    }
}
