package io.earnorm.pool.test;

import static io.earnorm.pool.test.PoolAssertions.assertThatPool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.test.FakeBackend.FakePool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolAssertTest {

    private final FakePool<Object> pool = new FakeBackend<>("fake", Object::new)
            .pool(
                    "orders",
                    PoolConfig.builder()
                            .minSize(0)
                            .maxSize(1)
                            .leakDetectionThreshold(Duration.ofMillis(1))
                            .build());

    @AfterEach
    void close() {
        pool.close(Duration.ZERO);
    }

    @Test
    void aPoolThatNobodyUsesHasNothing() {
        assertThatPool(pool).hasNoLeases().hasConnections(0).hasNoPending().hasNoLeaks();
    }

    @Test
    void aLeaseIsToldWithItsHolder() {
        try (Lease<Object> lease = pool.acquire()) {
            assertThatPool(pool).hasLeases(1).hasConnections(1);
            assertThatThrownBy(() -> assertThatPool(pool).hasNoLeases())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expected pool 'orders' to have in use: 0, but found 1")
                    .hasMessageContaining(
                            "connection %d is held by '%s' for",
                            lease.id(), Thread.currentThread().getName());
        }
        assertThatPool(pool).hasNoLeases();
    }

    @Test
    void aLeaseOfAnotherThreadIsWaitedFor() {
        Lease<Object> lease = pool.acquire();
        CompletableFuture<Void> returned = CompletableFuture.runAsync(lease::close);
        assertThatPool(pool).hasNoLeasesWithin(Duration.ofMinutes(1));
        returned.join();
    }

    @Test
    void aLeaseThatStaysIsToldAfterTheTimeout() {
        try (Lease<Object> lease = pool.acquire()) {
            assertThatThrownBy(() -> assertThatPool(pool).hasNoLeasesWithin(Duration.ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("connection " + lease.id());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        try (Lease<Object> lease = pool.acquire()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> assertThatPool(pool).hasNoLeasesWithin(Duration.ofHours(1)))
                    .isInstanceOf(AssertionError.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(lease.id()).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsIsSeen() {
        try (Lease<Object> lease = pool.acquire()) {
            CompletableFuture<Lease<Object>> waiting = pool.acquireAsync();
            assertThatThrownBy(() -> assertThatPool(pool).hasNoPending())
                    .hasMessageContaining("pending: 0, but found 1");
            waiting.cancel(false);
            assertThat(lease.id()).isEqualTo(1);
        }
    }

    @Test
    void leaksAreSeen() {
        try (Lease<Object> lease = pool.acquire()) {
            while (pool.getStatistics().leaksDetected() == 0) {
                pool.cleanup();
            }
            assertThatThrownBy(() -> assertThatPool(pool).hasNoLeaks()).hasMessageContaining("leaks: 0, but found 1");
            assertThat(lease.id()).isEqualTo(1);
        }
    }

    @Test
    void theStateIsSeen() {
        assertThatPool(pool).isInState(PoolState.NEW);
        pool.init();
        assertThatPool(pool).isInState(PoolState.RUNNING);
        assertThatThrownBy(() -> assertThatPool(pool).isInState(PoolState.CLOSED))
                .hasMessage("Expected pool 'orders' to be CLOSED, but it is RUNNING");
    }

    @Test
    void noPoolIsNone() {
        assertThatThrownBy(() -> assertThatPool(null).hasNoLeases()).isInstanceOf(AssertionError.class);
    }
}
