package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What went wrong in other pools at their end. */
class ClosingRegressionTest extends ScriptedTestCase {

    @Test // HikariCP #2152
    void closingTwiceIsHarmless() {
        ScriptedPool pool = poolOf(config());
        pool.acquire().close();
        List<Task<PoolState>> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(start(() -> {
                pool.close(Duration.ofSeconds(10));
                return pool.state();
            }));
        }

        closers.forEach(closer -> assertThat(closer.result()).isEqualTo(PoolState.CLOSED));
        pool.close();

        assertThat(pool.events().count("poolClosed")).isOne();
        assertThat(backend.destroyed()).isOne();
    }

    @Test // HikariCP #2152
    void aListenerMayCloseThePoolThatIsClosing() {
        ScriptedPool pool = poolOf(config());
        pool.addListener(new PoolListener() {
            @Override
            public void poolClosed() {
                pool.close();
            }
        });
        pool.acquire().close();

        pool.close();

        assertThat(pool.events().count("poolClosed")).isOne();
    }

    @Test // Stormpot, puddle 2.0.1, POOL-431
    void connectionsBeingMadeDuringCloseAreDestroyed() {
        ScriptedPool pool = poolOf(config().minSize(2));
        Gate gate = backend.gate();
        backend.creation().always(holdDeaf(gate));
        pool.init();
        until(() -> backend.creation().running() == 2);

        pool.close(Duration.ZERO);
        gate.open();

        until(() -> backend.creation().running() == 0 && backend.destroyed() == 2);
        assertThat(backend.open()).isEmpty();
        until(() -> pool.getMetrics().total() == 0);
    }

    @Test // Stormpot, puddle 2.0.1, POOL-431
    void connectionsMadeJustAsThePoolClosesAreDestroyed() {
        for (int round = 0; round < 40; round++) {
            ScriptedBackend each = new ScriptedBackend();
            ScriptedPool pool = watched(
                    new ScriptedPool(config().minSize(3).maxConnecting(3).build(), each));
            pool.init();

            pool.close(round % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(10));

            until(() -> pool.getMetrics().total() == 0);
            until(() -> each.creation().running() == 0 && each.created() == each.destroyed());
            assertThat(each.open()).isEmpty();
            each.verify();
        }
    }

    @Test // POOL-431
    void theBackendIsClosedOnceAfterTheLastConnection() {
        AtomicInteger closed = new AtomicInteger();
        ScriptedPool pool = watched(new ScriptedPool(config().build(), backend) {
            @Override
            protected void closeBackend() {
                assertThat(scripted().open()).isEmpty();
                closed.incrementAndGet();
            }
        });
        Lease<ScriptedConnection> late = pool.acquire();

        pool.close(Duration.ZERO);
        assertThat(closed).hasValue(0);
        late.close();

        until(() -> closed.get() == 1);
        pool.close();
        assertThat(closed).hasValue(1);
    }

    @Test // MongoDB's driver
    void aConnectionThatHangsAtItsEndDoesNotKeepOthersFromBeingFreed() {
        ScriptedPool pool = poolOf(config().maxSize(2).maxConnecting(1));
        Gate gate = backend.gate();
        Lease<ScriptedConnection> first = pool.acquire();
        Lease<ScriptedConnection> second = pool.acquire();
        backend.destruction().next(holdDeaf(gate));
        first.invalidate();
        gate.awaitArrival();
        Task<Lease<ScriptedConnection>> waiter = start(pool::acquire);
        until(() -> pool.getMetrics().pending() == 1);

        second.invalidate();

        waiter.result().close();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test // MongoDB's driver
    void aBackendThatHangsDoesNotStallAnotherPool() {
        ScriptedPool stalled =
                watched(new ScriptedPool(config().maxSize(20).maxConnecting(20).build(), backend));
        Gate gate = backend.gate();
        backend.creation().always(holdDeaf(gate));
        List<Task<Lease<ScriptedConnection>>> waiters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiters.add(start(stalled::acquire));
        }
        until(() -> backend.creation().running() == 20);

        ScriptedBackend healthy = new ScriptedBackend();
        ScriptedPool other = watched(new ScriptedPool(config().minSize(2).build(), healthy));
        other.acquire().invalidate();
        other.acquire().close();
        until(() -> other.getMetrics().idle() == 2);
        assertThat(other.checkHealth().up()).isTrue();
        other.close();

        assertThat(healthy.open()).isEmpty();
        gate.open();
        waiters.forEach(waiter -> waiter.result().close());
    }
}
