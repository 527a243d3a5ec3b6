package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.hold;
import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Connections that are not made in time. */
class HungCreationTest extends ScriptedTestCase {

    @Test
    void aCreationThatTakesTooLongIsInterruptedAndTheNextMayTry() {
        ScriptedPool pool = poolOf(config().maxSize(1).connectTimeout(Duration.ofMillis(30)));
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));

        try (Lease<ScriptedConnection> lease = pool.acquire()) {
            assertThat(lease.id()).isEqualTo(2);
        }
        assertThat(gate.interrupts()).isOne();
        assertThat(pool.events().linesOf(1)).containsExactly("connectionCreated 1", "connectionDestroyed 1 BROKEN");
    }

    @Test
    void theNextMayTryAlsoWhenTheHungOneIsDeafToInterrupts() {
        ScriptedPool pool = poolOf(config().maxSize(2).maxConnecting(1).connectTimeout(Duration.ofMillis(30)));
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));

        pool.acquire().close();

        assertThat(gate.isOpen()).isFalse();
        assertThat(pool.getMetrics().total()).as("the hung one counts").isEqualTo(2);
    }

    @Test
    void thePlaceOfAHungCreationCountsUntilItReturnsAndWhatItMadeIsDestroyed() {
        ScriptedPool pool = poolOf(config().maxSize(1).connectTimeout(Duration.ofMillis(30)));
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        until(() -> pool.events().count("connectionDestroyed 1 BROKEN") == 1);

        assertThat(pool.getMetrics().total()).isOne();
        assertThat(waiting.isDone()).isFalse();
        assertThat(backend.creation().begun()).isOne();
        gate.open();

        assertThat(waiting.result().id()).isEqualTo(2);
        assertThat(backend.destroyed()).isOne();
        assertThat(pool.events().linesOf(1)).containsExactly("connectionCreated 1", "connectionDestroyed 1 BROKEN");
        waiting.result().close();
    }

    @Test
    void theInterruptOfAHungCreationReachesNothingElse() {
        ScriptedPool pool = poolOf(config().maxSize(1).connectTimeout(Duration.ofMillis(30)));
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        backend.destruction().next(() -> interrupted.add(Thread.currentThread().isInterrupted()));
        pool.acquireAsync().cancel(true);
        until(() -> gate.interrupts() == 1);

        gate.open();

        until(() -> backend.destroyed() == 1);
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void anAcquireEndsAtItsDeadlineThoughItsCreationHangs() {
        ScriptedPool pool = poolOf(config());
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));

        long started = System.nanoTime();
        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30))).isInstanceOf(PoolTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(2030));
    }

    @Test
    void pauseGivesUpConnectionsBeingMade() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        gate.awaitArrival();

        pool.pause(new IllegalStateException("maintenance"));

        assertThat(waiting.failure()).isInstanceOf(PoolUnavailableException.class);
        assertThat(pool.events().lines())
                .containsSubsequence("poolPaused maintenance", "poolCleared", "connectionDestroyed 1 BROKEN")
                .contains("acquireFailed UNAVAILABLE");
        assertThat(pool.getMetrics().total()).as("counts until it returns").isOne();
        gate.open();
        until(() -> pool.getMetrics().total() == 0);
        assertThat(backend.destroyed()).isOne();
        assertThat(pool.events().linesOf(1)).hasSize(2);
    }

    @Test
    void aConnectionThatWasBeingMadeDuringClearServesNobodyWhoCameAfterwards() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(2).maxConnecting(1));
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));
        CompletableFuture<Lease<ScriptedConnection>> before = pool.acquireAsync();
        gate.awaitArrival();
        before.cancel(false);

        pool.clear();
        Task<Lease<ScriptedConnection>> after = start(pool::acquire);
        until(() -> pool.getMetrics().pending() == 1 || after.isDone());
        gate.open();

        assertThat(after.result().id()).isGreaterThan(1);
        after.result().close();
        until(() -> backend.open().size() == 1);
    }

    @Test
    void aConnectionThatWasBeingMadeDuringCloseIsDestroyed() {
        ScriptedPool pool = poolOf(config().minSize(1));
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));
        pool.init();
        gate.awaitArrival();

        pool.close();
        gate.open();

        until(() -> backend.destroyed() == 1);
        assertThat(backend.open()).isEmpty();
        until(() -> pool.getMetrics().total() == 0);
    }
}
