package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.testing.Behavior;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One probe decides whether the backend is lost or just one connection. */
class LostBackendTest extends ScriptedTestCase {

    private ScriptedPool poolWithThreeIdle() {
        ScriptedPool pool = poolOf(config().maxSize(3));
        Stream.of(pool.acquire(), pool.acquire(), pool.acquire()).toList().forEach(Lease::close);
        until(() -> pool.getMetrics().idle() == 3);
        return pool;
    }

    @Test
    void workThatLosesTheBackendRetiresTheGeneration() {
        ScriptedPool pool = poolWithThreeIdle();
        backend.die();

        assertThatThrownBy(() -> pool.run(ScriptedConnection::use)).isInstanceOf(IOException.class);

        until(() -> pool.events().count("poolCleared") == 1);
        until(() -> pool.getMetrics().total() == 0);
        assertThat(backend.validation().begun())
                .as("one probe, not one for each")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aHolderThatLostTheBackendRetiresTheGeneration() {
        ScriptedPool pool = poolWithThreeIdle();
        Lease<ScriptedConnection> lease = pool.acquire();
        backend.die();

        lease.invalidate(new UncheckedIOException(new IOException("connection reset")));

        until(() -> pool.events().count("poolCleared") == 1);
    }

    @Test
    void aProbeThatSucceedsKeepsTheOthers() {
        ScriptedPool pool = poolWithThreeIdle();

        pool.acquire().invalidate(new IOException("connection reset"));

        until(() -> backend.validation().ended() == 1);
        until(() -> pool.getMetrics().idle() == 2 && pool.getMetrics().total() == 2);
        assertThat(pool.events().count("poolCleared")).isZero();
    }

    @Test
    void whatDoesNotPointAtTheBackendIsNotProbed() {
        ScriptedPool pool = poolWithThreeIdle();

        pool.acquire().invalidate();
        pool.acquire().invalidate(new IllegalStateException("left in a transaction"));

        until(() -> backend.destroyed() == 2);
        assertThat(backend.validation().begun()).isZero();
        assertThat(pool.events().count("poolCleared")).isZero();
    }

    @Test
    void aHealthCheckIsBoundedByTheValidationTimeout() {
        ScriptedPool pool = poolOf(config().validationTimeout(Duration.ofMillis(50)));
        pool.acquire().close();
        backend.validation().next(hold(backend.gate()));

        PoolHealth health = pool.checkHealth();

        assertThat(health.up()).isFalse();
        assertThat(health.took()).isLessThan(Duration.ofMillis(2050));
    }

    @Test
    void aHealthCheckThatHasToConnectIsBoundedToo() {
        ScriptedPool pool = poolOf(config().minSize(0).validationTimeout(Duration.ofMillis(50)));
        pool.init();
        backend.creation().next(hold(backend.gate()));

        PoolHealth health = pool.checkHealth();

        assertThat(health.up()).isFalse();
        assertThat(health.took()).isLessThan(Duration.ofMillis(2050));
    }

    @Test
    void aUsersOwnHealthCheckIsBoundedToo() {
        ScriptedPool pool = poolOf(config().validationTimeout(Duration.ofMillis(50)));
        pool.acquire().close();
        Gate gate = backend.gate();
        pool.addHealthCheck(new HealthCheck<>() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public void check(ScriptedConnection connection) throws InterruptedException {
                gate.pass();
            }
        });

        PoolHealth health = pool.checkHealth();

        assertThat(health.up()).isFalse();
        assertThat(health.took()).isLessThan(Duration.ofMillis(2050));
    }

    @Test
    void aUsersOwnHealthCheckIsAskedOnlyWhenTheBackendAnswered() {
        ScriptedPool pool = poolOf(config());
        pool.acquire().close();
        AtomicInteger asked = new AtomicInteger();
        pool.addHealthCheck(new HealthCheck<>() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public void check(ScriptedConnection connection) {
                asked.incrementAndGet();
            }
        });
        backend.die();

        assertThat(pool.checkHealth().up()).isFalse();

        assertThat(asked).hasValue(0);
    }

    @Test
    void aHealthCheckNeverThrowsBecauseOfTheBackend() {
        for (Throwable failure :
                List.of(new IOException("reset"), new IllegalStateException("bug"), new OutOfMemoryError("scripted"))) {
            ScriptedPool pool = poolOf(config().maxSize(1));
            pool.acquire().close();
            backend.validation().next(Behavior.fail(failure));
            backend.creation().next(Behavior.fail(failure));

            assertThat(pool.checkHealth().up()).as(failure.toString()).isFalse();
            pool.close();
        }
    }

    @Test
    void withEveryConnectionInUseTheLastThingHeardOfTheBackendDecides() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        Lease<ScriptedConnection> held = pool.acquire();
        backend.die();
        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50))).isInstanceOf(RuntimeException.class);
        pool.resize(0, 1); // So that the holder has the only place.
        until(() -> pool.getMetrics().total() == 1);

        assertThat(pool.checkHealth().up()).isFalse();

        held.close();
    }
}
