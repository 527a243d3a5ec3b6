package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class CustomizersTest {

    private final FakeServer server = new FakeServer();

    @Test
    void customizersAreAskedForEachPoolInOrderAndHaveTheLastWord() {
        Applications.withFakeBackend(server)
                .withPropertyValues(Applications.fakePools("jobs", "sessions"))
                .withPropertyValues("earnorm.pool.defaults.max-size=5")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    assertThat(server.optionsOf("jobs").config().maxSize()).isEqualTo(30);
                    assertThat(server.optionsOf("sessions").config().maxSize()).isEqualTo(5);
                    assertThat(context.getBean("jobsPoolConfig", PoolConfig.class)
                                    .maxSize())
                            .isEqualTo(30);
                    assertThat(server.optionsOf("jobs").uri()).contains("fake://jobs");
                    assertThat(server.optionsOf("jobs").resilience().name()).isEqualTo("shared");
                    assertThat(server.optionsOf("jobs").resilience().hasCircuitBreaker())
                            .isTrue();
                });
    }

    @Test
    void aWrongValueOfACustomizerIsReportedAsThat() {
        Applications.withFakeBackend(server)
                .withPropertyValues(Applications.fakePools("jobs"))
                .withBean(PoolConfigCustomizer.class, () -> (pool, config) -> config.maxSize(0))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(PoolPropertyException.class)
                        .hasMessage("earnorm.pool.custom.jobs.max-size: maxSize must be at least 1, but was 0"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        PoolConfigCustomizer last() {
            return (pool, config) -> {
                if (pool.equals("jobs")) {
                    config.maxSize(30);
                }
            };
        }

        @Bean
        @Order(1)
        PoolConfigCustomizer first() {
            return (pool, config) -> {
                if (pool.equals("jobs")) {
                    config.maxSize(20);
                }
            };
        }

        @Bean
        PoolOptionsCustomizer options() {
            return (String pool, PoolOptions.Builder options) -> options.uri("fake://" + pool);
        }

        @Bean
        PoolResilienceCustomizer resilience() {
            return (pool, resilience) -> resilience.name("shared");
        }
    }
}
