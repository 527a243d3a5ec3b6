package io.earnorm.pool.spring;

import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The application's registries of Resilience4j, where it has them. What is configured there under a pool's name is the
 * pool's; what isn't is added, so that Resilience4j's endpoints, events and meters show every pool.
 */
final class ResilienceRegistries {

    private final @Nullable CircuitBreakerRegistry circuitBreakers;
    private final @Nullable RetryRegistry retries;

    ResilienceRegistries(ListableBeanFactory beans) {
        circuitBreakers = beans.getBeanProvider(CircuitBreakerRegistry.class).getIfUnique();
        retries = beans.getBeanProvider(RetryRegistry.class).getIfUnique();
    }

    Optional<CircuitBreaker> circuitBreaker(String pool) {
        return circuitBreakers == null ? Optional.empty() : circuitBreakers.find(pool);
    }

    Optional<Retry> retry(String pool) {
        return retries == null ? Optional.empty() : retries.find(pool);
    }

    /** Adds what is not there yet. */
    void add(Resilience resilience) {
        resilience.circuitBreaker().ifPresent(this::add);
        resilience.retry().ifPresent(this::add);
    }

    /** Registries make what they hold; an instance that exists already can only take the place of one. */
    private void add(CircuitBreaker circuitBreaker) {
        String name = circuitBreaker.getName();
        if (circuitBreakers != null && circuitBreakers.find(name).isEmpty()) {
            circuitBreakers.circuitBreaker(name, circuitBreaker.getCircuitBreakerConfig());
            circuitBreakers.replace(name, circuitBreaker);
        }
    }

    private void add(Retry retry) {
        String name = retry.getName();
        if (retries != null && retries.find(name).isEmpty()) {
            retries.retry(name, retry.getRetryConfig());
            retries.replace(name, retry);
        }
    }
}
