package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.spring.FakeServer.Connection;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks that are beans are asked of the pools that they are for. */
class HealthChecksTest {

    private final ApplicationContextRunner application = Applications.withFakeBackend(new FakeServer())
            .withPropertyValues(Applications.fakePools("sessions", "jobs"));

    @ParameterizedTest
    @ValueSource(classes = {OfConnections.class, OfAnything.class, DeclaredByTheMethod.class})
    void aCheckOfAKindOfConnectionIsAskedOfEachPoolOfIt(Class<?> configuration) {
        application.withUserConfiguration(configuration).run(context -> {
            assertThat(health(context, "sessions").reason()).contains("stock", "sold out");
            assertThat(health(context, "jobs").up()).isFalse();
        });
    }

    @Test
    void aCheckWithAQualifierIsAskedOfThePoolOfThatName() {
        application.withUserConfiguration(OfOnePool.class).run(context -> {
            assertThat(health(context, "sessions").up()).isFalse();
            assertThat(health(context, "jobs").up()).isTrue();
        });
    }

    @Test
    void aCheckOfOtherConnectionsIsNotAsked() {
        application.withUserConfiguration(OfTexts.class).run(context -> {
            assertThat(health(context, "sessions").up()).isTrue();
            assertThat(health(context, "jobs").up()).isTrue();
        });
    }

    @Test
    void checksAreThereBeforePoolsStartAndStayWhenTheyStartAgain() {
        application.withUserConfiguration(OfConnections.class).run(context -> {
            PoolLifecycle lifecycle = context.getBean(PoolLifecycle.class);
            lifecycle.stop();
            lifecycle.start();
            assertThat(health(context, "jobs").reason()).containsOnlyOnce("sold out");
        });
    }

    private static PoolHealth health(ApplicationContext context, String pool) {
        return context.getBean(pool + "Pool", Pool.class).checkHealth();
    }

    /** Fails always. */
    private static class Stock<C> implements HealthCheck<C> {
        @Override
        public String name() {
            return "stock";
        }

        @Override
        public void check(C connection) throws IOException {
            throw new IOException("sold out");
        }
    }

    private static final class StockOfConnections extends Stock<Connection> {}

    @Configuration(proxyBeanMethods = false)
    static class OfConnections {
        @Bean
        StockOfConnections stock() {
            return new StockOfConnections();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfAnything {
        @Bean
        HealthCheck<Object> stock() {
            return new Stock<>();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DeclaredByTheMethod {
        @Bean
        HealthCheck<Connection> stock() {
            return new Stock<>();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfOnePool {
        @Bean
        @Qualifier("sessions")
        HealthCheck<Connection> stock() {
            return new Stock<>();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfTexts {
        @Bean
        HealthCheck<String> stock() {
            return new Stock<>();
        }
    }
}
