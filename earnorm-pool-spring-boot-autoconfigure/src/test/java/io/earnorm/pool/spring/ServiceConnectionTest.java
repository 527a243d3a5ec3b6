package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Pools connect to the containers of a test. */
@WithRedis
class ServiceConnectionTest {

    private static final String IMAGE = "redis:8.0";

    @Test
    void thePoolConnectsToWhatTakesThePlaceOfAContainer(RedisServer server) {
        withContainers(Local.class)
                .withPropertyValues("test.port=" + server.port())
                .run(context -> {
                    assertThat(context.getBean(RedisPool.class).commands().set("from", "pool"))
                            .isEqualTo("OK");
                    assertThat(server.<String>admin(redis -> redis.get("from"))).isEqualTo("pool");
                });
    }

    @Nested
    @Testcontainers(disabledWithoutDocker = true)
    class InDocker {

        @Test
        void thePoolConnectsToTheContainer() {
            withContainers(Docker.class)
                    .run(context -> assertThat(
                                    context.getBean(RedisPool.class).commands().ping())
                            .isEqualTo("PONG"));
        }
    }

    private static ApplicationContextRunner withContainers(Class<?> containers) {
        return Applications.withPools()
                .withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
                .withUserConfiguration(containers)
                .withPropertyValues("earnorm.pool.redis.uri=redis://:s3cret@production.example.org");
    }

    @Configuration(proxyBeanMethods = false)
    static class Local {
        @Bean
        @ServiceConnection("redis")
        LocalContainer redis(Environment environment) {
            return new LocalContainer(IMAGE, environment.getRequiredProperty("test.port", Integer.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Docker {
        @Bean(initMethod = "start")
        @ServiceConnection("redis")
        GenericContainer<?> redis() {
            return new GenericContainer<>(IMAGE).withExposedPorts(6379);
        }
    }
}
