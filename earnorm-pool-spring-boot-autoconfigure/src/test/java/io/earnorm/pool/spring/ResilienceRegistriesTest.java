package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ResilienceRegistriesTest {

    private final FakeServer server = new FakeServer();
    private final CircuitBreakerRegistry circuitBreakers = CircuitBreakerRegistry.ofDefaults();
    private final RetryRegistry retries = RetryRegistry.ofDefaults();
    private final ApplicationContextRunner application = Applications.withFakeBackend(server)
            .withPropertyValues(Applications.fakePools("jobs"))
            .withBean(CircuitBreakerRegistry.class, () -> circuitBreakers)
            .withBean(RetryRegistry.class, () -> retries);

    @Test
    void whatTheApplicationConfiguresForAPoolIsThePools() {
        CircuitBreaker breaker = circuitBreakers.circuitBreaker(
                "jobs", CircuitBreakerConfig.custom().minimumNumberOfCalls(7).build());
        Retry retry = retries.retry("jobs", RetryConfig.custom().maxAttempts(4).build());
        application.run(context -> {
            assertThat(resilience().circuitBreaker()).containsSame(breaker);
            assertThat(resilience().retry()).containsSame(retry);
        });
    }

    @Test
    void whatThePoolsOwnPropertiesSayIsAddedToTheRegistries() {
        application
                .withPropertyValues(
                        "earnorm.pool.custom.jobs.resilience.circuit-breaker.minimum-calls=3",
                        "earnorm.pool.custom.jobs.resilience.retry.max-attempts=2")
                .run(context -> {
                    CircuitBreaker breaker = circuitBreakers.find("jobs").orElseThrow();
                    Retry retry = retries.find("jobs").orElseThrow();
                    assertThat(resilience().circuitBreaker()).containsSame(breaker);
                    assertThat(resilience().retry()).containsSame(retry);
                    assertThat(breaker.getCircuitBreakerConfig().getMinimumNumberOfCalls())
                            .isEqualTo(3);
                    assertThat(retry.getRetryConfig().getMaxAttempts()).isEqualTo(2);
                });
    }

    @Test
    void whatIsSwitchedOffStaysOff() {
        circuitBreakers.circuitBreaker("jobs");
        application
                .withPropertyValues(
                        "earnorm.pool.custom.jobs.resilience.circuit-breaker.enabled=false",
                        "earnorm.pool.custom.jobs.resilience.retry.enabled=false")
                .run(context -> {
                    assertThat(resilience().circuitBreaker()).isEmpty();
                    assertThat(resilience().retry()).isEmpty();
                    assertThat(retries.find("jobs")).isEmpty();
                });
    }

    @Test
    void aCustomizerHasTheLastWord() {
        CircuitBreaker own = CircuitBreaker.ofDefaults("own");
        application
                .withBean(PoolResilienceCustomizer.class, () -> (pool, resilience) -> resilience.circuitBreaker(own))
                .run(context -> assertThat(resilience().circuitBreaker()).containsSame(own));
    }

    private Resilience resilience() {
        return server.optionsOf("jobs").resilience();
    }
}
