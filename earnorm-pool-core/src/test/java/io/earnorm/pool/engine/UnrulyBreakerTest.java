package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A circuit breaker that an application brings is code of its own, and may throw. */
class UnrulyBreakerTest {

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "backend",
            CircuitBreakerConfig.custom()
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .waitDurationInOpenState(Duration.ofHours(1))
                    .build());

    private String unruly = "";

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals(unruly)) {
            throw new IllegalStateException("Not now");
        }
        try {
            return method.invoke(breaker, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Test
    void aPermissionThatCouldNotBeAskedForIsAskedForAgain() {
        CircuitBreaker brought = (CircuitBreaker) Proxy.newProxyInstance(
                CircuitBreaker.class.getClassLoader(), new Class<?>[] {CircuitBreaker.class}, this::invoke);
        Rig rig = new Rig(
                config -> config, Resilience.builder().circuitBreaker(brought).build());
        rig.engine.init();
        unruly = "tryAcquirePermission";
        breaker.transitionToOpenState();
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.engine.mode()).isEqualTo(Mode.PAUSED);

        unruly = "";
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.engine.mode()).isEqualTo(Mode.RUNNING);
    }
}
