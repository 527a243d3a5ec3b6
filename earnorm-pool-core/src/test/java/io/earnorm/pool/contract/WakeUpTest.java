package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.reject;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits is woken by what happens, not by the next sweep. Sweeps come once a second here, so so many
 * rounds would take far longer than is allowed if they were what wakes.
 */
class WakeUpTest extends ScriptedTestCase {

    private static final int ROUNDS = 40;
    private static final Duration ALLOWED = Duration.ofSeconds(10);

    private void wakes(boolean testOnReturn, BiConsumer<ScriptedPool, Lease<ScriptedConnection>> event) {
        ScriptedPool pool = poolOf(config().maxSize(1).testOnReturn(testOnReturn));
        long started = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            Task<Boolean> waiter = start(() -> {
                pool.acquire().close();
                return true;
            });
            until(() -> pool.getMetrics().pending() == 1);
            event.accept(pool, held);
            waiter.result();
            held.close();
            pool.resize(0, 1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(ALLOWED);
    }

    @Test
    void aReturnWakes() {
        wakes(false, (pool, held) -> held.close());
    }

    @Test
    void aReturnThatIsTestedWakes() {
        wakes(true, (pool, held) -> held.close());
    }

    @Test
    void aReturnThatFailsItsTestWakes() {
        wakes(true, (pool, held) -> {
            backend.validation().next(reject());
            held.close();
        });
    }

    @Test
    void aReturnThatCannotBeResetWakes() {
        wakes(false, (pool, held) -> {
            backend.reset().next(fail(new IOException("not clean")));
            held.close();
        });
    }

    @Test
    void anInvalidationWakes() {
        wakes(false, (pool, held) -> held.invalidate());
    }

    @Test
    void aReturnToANewGenerationWakes() {
        wakes(false, (pool, held) -> {
            pool.clear();
            held.close();
        });
    }

    @Test
    void growingWakes() {
        wakes(false, (pool, held) -> pool.resize(0, 2));
    }

    @Test
    void resumingWakes() {
        wakes(false, (pool, held) -> {
            pool.suspend();
            held.close();
            pool.resume();
        });
    }

    @Test
    void aWaiterThatLeavesLetsTheNextComeFirst() {
        wakes(false, (pool, held) -> {
            pool.acquireAsync().cancel(true);
            held.close();
        });
    }
}
