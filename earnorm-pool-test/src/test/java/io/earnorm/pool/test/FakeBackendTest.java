package io.earnorm.pool.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolRegistry;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeBackendTest {

    private final FakeBackend<StringBuilder> backend = new FakeBackend<>("fake", StringBuilder::new);
    private final PoolConfig config =
            PoolConfig.builder().minSize(0).validationInterval(Duration.ZERO).build();

    @Test
    void itsConnectionsAreTheTestsOwnAndAreCounted() {
        try (Pool<StringBuilder> pool = backend.pool("notes", config)) {
            assertThat(pool.backend()).isEqualTo("fake");
            pool.run(notes -> notes.append("one"));
            assertThat(pool.<String, RuntimeException>execute(StringBuilder::toString))
                    .isEqualTo("one");
            assertThat(backend.openConnections()).isEqualTo(1);
        }
        assertThat(backend.openConnections()).isZero();
        assertThat(backend.madeConnections()).isEqualTo(1);
    }

    @Test
    void equalConnectionsAreDifferentOnes() {
        FakeBackend<String> constant = new FakeBackend<>("fake", () -> new String("same"));
        try (Pool<String> pool = constant.pool("notes", config);
                Lease<String> one = pool.acquire();
                Lease<String> two = pool.acquire()) {
            assertThat(one.connection()).isEqualTo(two.connection()).isNotSameAs(two.connection());
            assertThat(constant.openConnections()).isEqualTo(2);
        }
    }

    @Test
    void refusalsAreSeenByWhoConnectsAndByWhoAsks() {
        try (Pool<StringBuilder> pool = backend.pool("notes", config)) {
            pool.acquire().close();
            assertThat(pool.checkHealth().up()).isTrue();
            backend.refuse();
            assertThat(pool.checkHealth().up()).isFalse();
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(20)))
                    .isInstanceOf(PoolTimeoutException.class)
                    .rootCause()
                    .hasMessage("'fake' refuses");
            backend.accept();
            pool.acquire(Duration.ofMinutes(1)).close();
        }
    }

    @Test
    void silenceLastsUntilItAcceptsAgain() {
        try (Pool<StringBuilder> pool = backend.pool("notes", config)) {
            backend.fallSilent();
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(20))).isInstanceOf(PoolTimeoutException.class);
            backend.accept();
            pool.acquire(Duration.ofMinutes(1)).close();
        }
    }

    @Test
    void aRegistryCanHaveIt() {
        PoolRegistry registry = new PoolRegistry();
        registry.register(backend);
        try (Pool<?> pool =
                registry.get("fake").create(PoolOptions.builder().name("notes").build())) {
            assertThat(pool.name()).isEqualTo("notes");
        }
    }
}
