package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No backend's method runs under a lock: while one hangs, everything else goes on. */
class LockFreedomTest extends ScriptedTestCase {

    private final Gate gate = backend.gate();

    private ScriptedPool poolWithTwoIdle() {
        ScriptedPool pool = poolOf(config().maxSize(4).validationInterval(Duration.ZERO));
        Stream.of(pool.acquire(), pool.acquire()).toList().forEach(Lease::close);
        until(() -> pool.getMetrics().idle() == 2);
        return pool;
    }

    private void everythingElseGoesOn(ScriptedPool pool) {
        gate.awaitArrival();
        Task<Boolean> others = start(() -> {
            for (int i = 0; i < 10; i++) {
                Lease<ScriptedConnection> lease = pool.acquire();
                lease.connection().use();
                lease.close();
            }
            pool.getMetrics();
            pool.getConnections();
            pool.getStatistics();
            pool.cleanup();
            return pool.tryAcquire()
                    .map(lease -> {
                        lease.close();
                        return true;
                    })
                    .orElse(false);
        });
        assertThat(others.result()).isTrue();
        assertThat(gate.isOpen()).isFalse();
        gate.open();
    }

    @Test
    void whileACreationHangs() {
        ScriptedPool pool = poolWithTwoIdle();
        Lease<ScriptedConnection> first = pool.acquire();
        Lease<ScriptedConnection> second = pool.acquire();
        backend.creation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        gate.awaitArrival();
        first.close();
        waiting.result().close();
        second.close();
        gate.open();
        pool.acquire().close();
    }

    @Test
    void whileAValidationHangs() {
        ScriptedPool pool = poolWithTwoIdle();
        backend.validation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> borrower = start(pool::acquire);

        everythingElseGoesOn(pool);

        borrower.result().close();
    }

    @Test
    void whileAResetHangs() {
        ScriptedPool pool = poolWithTwoIdle();
        backend.reset().next(holdDeaf(gate));
        Task<Boolean> returner = start(() -> {
            pool.acquire().close();
            return true;
        });

        everythingElseGoesOn(pool);

        returner.result();
    }

    @Test
    void whileADestructionHangs() {
        ScriptedPool pool = poolWithTwoIdle();
        backend.destruction().next(holdDeaf(gate));
        pool.acquire().invalidate();

        everythingElseGoesOn(pool);
    }

    @Test
    void theHolderWhoInvalidatesDoesNotWaitForTheBackend() {
        ScriptedPool pool = poolWithTwoIdle();
        backend.destruction().next(holdDeaf(gate));

        pool.acquire().invalidate();

        assertThat(gate.isOpen()).isFalse();
        assertThat(pool.getMetrics().inUse()).isZero();
    }

    @Test
    void methodsOfThePoolMayBeCalledFromTheBackendsOwn() {
        ScriptedPool pool = poolOf(config().validationInterval(Duration.ZERO));
        Runnable calls = () -> {
            pool.getMetrics();
            pool.getConnections();
            pool.cleanup();
            pool.config();
            pool.state();
        };
        backend.creation().always(() -> {
            calls.run();
            return true;
        });
        backend.validation().always(() -> {
            calls.run();
            return true;
        });
        backend.reset().always(() -> {
            calls.run();
            return true;
        });
        backend.destruction().always(() -> {
            calls.run();
            return true;
        });

        pool.acquire().close();
        pool.acquire().invalidate();
        pool.acquire().close();
        pool.close();

        assertThat(backend.open()).isEmpty();
    }
}
