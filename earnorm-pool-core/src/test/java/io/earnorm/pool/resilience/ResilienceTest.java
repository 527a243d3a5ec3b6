package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResilienceTest {

    private final Resilience everything = Resilience.builder()
            .name("orders")
            .retry(RetryPolicy.builder().backoff(Duration.ofMillis(1)).build())
            .circuitBreaker(CircuitBreakerPolicy.builder().build())
            .timeout(Duration.ofMinutes(1))
            .build();

    @Test
    void aDisabledResiliencePassesEveryCallThrough() throws Exception {
        Resilience disabled = Resilience.disabled();
        IOException failure = new IOException("down");
        assertThat(disabled.call(Flaky.succeeding())).isEqualTo("done");
        assertThatThrownBy(() -> disabled.call(Flaky.failingAlways(failure))).isSameAs(failure);
        assertThat(disabled.hasRetry()).isFalse();
        assertThat(disabled.hasCircuitBreaker()).isFalse();
        assertThat(disabled.retry()).isEmpty();
        assertThat(disabled.circuitBreaker()).isEmpty();
        assertThat(Resilience.disabled()).isSameAs(disabled);
    }

    @Test
    void itsPartsCarryItsName() {
        assertThat(everything.name()).isEqualTo("orders");
        assertThat(everything.hasRetry()).isTrue();
        assertThat(everything.hasCircuitBreaker()).isTrue();
        assertThat(everything.retry().orElseThrow().getName()).isEqualTo("orders");
        assertThat(everything.circuitBreaker().orElseThrow().getName()).isEqualTo("orders");
        assertThat(Resilience.builder().build().name()).isEqualTo("earnorm");
    }

    @Test
    void theNameMayBeGivenAfterTheParts() {
        Resilience late = Resilience.builder()
                .retry(RetryPolicy.builder().build())
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .name("late")
                .build();
        assertThat(late.retry().orElseThrow().getName()).isEqualTo("late");
        assertThat(late.circuitBreaker().orElseThrow().getName()).isEqualTo("late");
    }

    @Test
    void anActionRunsAsOftenAsACall() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        everything.run(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new IOException("down");
            }
        });
        assertThat(runs).hasValue(3);
    }

    @Test
    void eachCallOfDecoratedWorkIsProtected() throws Exception {
        Flaky work = Flaky.failing(2, new IOException("down"));
        Callable<String> decorated = everything.decorate(work);
        assertThat(work.runs()).isZero();
        assertThat(decorated.call()).isEqualTo("done");
        assertThat(decorated.call()).isEqualTo("done");
        assertThat(work.runs()).isEqualTo(4);
    }

    @Test
    void workMayReturnNull() throws Exception {
        assertThat(everything.<@Nullable String>call(() -> null)).isNull();
    }

    @Test
    void whatItIsMadeOfCanBeRead() {
        assertThat(everything)
                .hasToString("Resilience[orders, retry=3 attempts, circuitBreaker=CLOSED, timeout=60000 ms]");
        assertThat(Resilience.disabled())
                .hasToString("Resilience[disabled, retry=off, circuitBreaker=off, timeout=off]");
    }
}
