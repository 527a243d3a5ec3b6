package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections being made, and not being made. */
class CreationTest extends ScriptedTestCase {

    private static final IOException REFUSED = new IOException("refused");

    @Test
    void aFailedCreationIsTriedAgainWhileTheAcquireWaits() {
        ScriptedPool pool = poolOf(config());
        backend.creation().next(fail(REFUSED), fail(REFUSED));

        try (Lease<ScriptedConnection> lease = pool.acquire()) {
            assertThat(lease.id()).as("ids count attempts").isEqualTo(3);
        }
        assertThat(pool.getStatistics().creationFailures()).isEqualTo(2);
        assertThat(pool.events().lines("connectionDestroyed"))
                .containsExactly("connectionDestroyed 1 BROKEN", "connectionDestroyed 2 BROKEN");
    }

    @Test
    void theTimeoutCarriesTheLastCreationFailure() {
        ScriptedPool pool = poolOf(config());
        backend.creation().always(fail(REFUSED));

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(100)))
                .isInstanceOf(PoolTimeoutException.class)
                .cause()
                .isSameAs(REFUSED);
    }

    @Test
    void aFailureBeforeTheLastSuccessIsForgotten() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        backend.creation().next(fail(REFUSED));

        try (Lease<ScriptedConnection> held = pool.acquire()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30)))
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasNoCause();
        }
    }

    @Test
    void anErrorWhileConnectingIsAFailureLikeOthers() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        backend.creation()
                .next(
                        fail(new OutOfMemoryError("scripted")),
                        fail(new StackOverflowError("scripted")),
                        fail(new NoClassDefFoundError("scripted")),
                        fail(new InterruptedException("scripted")));

        pool.acquire().close();

        assertThat(pool.getMetrics().total()).isOne();
    }

    @Test
    void aBackendThatMakesNothingFailsTheCreation() {
        ScriptedPool pool = watched(new ScriptedPool(config().build(), backend) {
            @Override
            @SuppressWarnings("NullAway") // What a careless backend may do.
            protected ScriptedConnection createConnection() {
                return null;
            }
        });

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(100)))
                .isInstanceOf(PoolTimeoutException.class)
                .cause()
                .isNotNull();
        until(() -> pool.getMetrics().connecting() == 0);
    }

    @Test
    void aFailureThatTryingAgainDoesNotCureFailsAllThatWaitAtOnce() {
        ScriptedPool pool = finalPool(1);
        Gate gate = backend.gate();
        backend.creation().next(hold(gate).then(fail(REFUSED)));
        Task<Lease<ScriptedConnection>> first = start(pool::acquire);
        Task<Lease<ScriptedConnection>> second = start(pool::acquire);
        until(() -> pool.getMetrics().pending() == 2);

        gate.open();

        for (Task<?> waiting : List.of(first, second)) {
            assertThat(waiting.failure())
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining(pool.name())
                    .cause()
                    .isSameAs(REFUSED);
        }
        assertThat(pool.events().count("acquireFailed CONNECTION_FAILED")).isEqualTo(2);
    }

    @Test
    void whileAConnectionIsAliveThoseThatWaitAreNotFailed() {
        ScriptedPool pool = finalPool(2);
        Lease<ScriptedConnection> held = pool.acquire();
        backend.creation().always(fail(REFUSED));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        until(() -> pool.events().count("connectionDestroyed 2 BROKEN") == 1);

        assertThat(waiting.isDone()).isFalse();
        held.close();

        assertThat(waiting.result().id()).isEqualTo(held.id());
        waiting.result().close();
    }

    private ScriptedPool finalPool(int maxSize) {
        return watched(new ScriptedPool(config().maxSize(maxSize).build(), backend) {
            @Override
            protected boolean isTransient(Throwable failure) {
                return false;
            }
        });
    }

    @Test
    void aConnectionThatComesBackIsTakenBeforeTheOneThatIsStillBeingMade() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        Lease<ScriptedConnection> held = pool.acquire();
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        gate.awaitArrival();

        held.close();

        assertThat(waiting.result().id()).isEqualTo(held.id());
        gate.open();
        until(() -> pool.getMetrics().idle() == 1);
        waiting.result().close();
        assertThat(backend.created()).isEqualTo(2);
    }

    @Test
    void aCreationWhoseCallerGaveUpJoinsTheIdleOnes() {
        ScriptedPool pool = poolOf(config());
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30))).isInstanceOf(PoolTimeoutException.class);
        assertThat(pool.getMetrics().connecting()).isOne();
        gate.open();

        until(() -> pool.getMetrics().idle() == 1);
        assertThat(backend.creation().begun()).isOne();
    }

    @Test
    void aCreationWhoseCallerGaveUpServesTheNextThatWaits() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));
        Task<Lease<ScriptedConnection>> first = start(pool::acquire);
        gate.awaitArrival();
        Task<Lease<ScriptedConnection>> second = start(pool::acquire);
        until(() -> pool.getMetrics().pending() == 2);

        first.interrupt();
        assertThat(first.failure()).isInstanceOf(AcquireInterruptedException.class);
        gate.open();

        assertThat(second.result().id()).isOne();
        second.result().close();
    }

    @Test
    void noMoreThanMaxConnectingAreMadeAtOnce() {
        ScriptedPool pool = poolOf(config().minSize(4).maxSize(8).maxConnecting(2));
        Gate gate = backend.gate();
        backend.creation().always(hold(gate));
        List<Task<Lease<ScriptedConnection>>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(start(pool::acquire));
        }
        until(() -> pool.getMetrics().pending() == 8 && backend.creation().running() == 2);

        gate.open();

        waiting.forEach(Task::result);
        assertThat(backend.creation().peak()).isLessThanOrEqualTo(2);
        waiting.forEach(task -> task.result().close());
    }

    @Test
    void afterAnOutageThePoolIsFilledByItself() {
        ScriptedPool pool = poolOf(config().minSize(2));
        backend.die();
        pool.init();
        until(() -> backend.creation().ended() >= 2);

        backend.heal();

        until(() -> pool.getMetrics().idle() == 2);
    }

    @Test
    void creationsThatFailAreNotRepeatedInAHurry() {
        ScriptedPool pool = poolOf(config());
        backend.creation().always(fail(REFUSED));

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(500))).isInstanceOf(PoolTimeoutException.class);

        assertThat(backend.creation().begun()).isBetween(2, 12);
    }

    @Test
    void initWithZeroFailsAfterTheFirstAttempt() {
        ScriptedPool pool = poolOf(config().initializationFailTimeout(Duration.ZERO));
        backend.creation().always(fail(REFUSED));

        assertThatThrownBy(pool::init)
                .isInstanceOf(ConnectionFailedException.class)
                .cause()
                .isSameAs(REFUSED);
    }

    @Test
    void initIsEndedByAnInterruptWhichStaysSet() {
        ScriptedPool pool = poolOf(config().minSize(1).initializationFailTimeout(Duration.ofSeconds(30)));
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));
        Task<Boolean> starting = start(() -> {
            assertThatThrownBy(pool::init).isInstanceOf(AcquireInterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        gate.awaitArrival();

        starting.interrupt();

        assertThat(starting.result()).isTrue();
        gate.open();
        until(() -> pool.getMetrics().idle() == 1);
    }
}
