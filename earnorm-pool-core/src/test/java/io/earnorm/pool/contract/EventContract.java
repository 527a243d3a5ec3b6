package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What listeners hear, and in which order. */
interface EventContract<C> extends PoolContract<C> {

    @Test
    default void theLifeOfAConnectionIsToldInOrder() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);

        pool.acquire().close();
        pool.acquire().close();
        pool.close();

        assertThat(events.linesOf(1))
                .containsExactly(
                        "connectionCreated 1",
                        "connectionReady 1",
                        "acquired 1",
                        "released 1",
                        "acquired 1",
                        "released 1",
                        "connectionDestroyed 1 POOL_CLOSED");
        events.verifyQuiet();
    }

    @Test
    default void aReturnedConnectionIsReleasedBeforeItsNextAcquired() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> held = pool.acquire();
        Task<Boolean> waiting = start(() -> {
            pool.acquire().close();
            return true;
        });
        untilPending(pool, 1);

        held.close();

        waiting.result();
        until(() -> events.count("released 1") == 2);
        assertThat(events.linesOf(1).subList(2, 6))
                .containsExactly("acquired 1", "released 1", "acquired 1", "released 1");
    }

    @Test
    default void everyAcquireThatFailsTellsWhy() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1).maxPending(1), events);
        Lease<C> held = pool.acquire();

        fails(() -> pool.acquire(SHORT), "TIMEOUT", events);
        fails(() -> pool.acquire(Duration.ZERO), "EXHAUSTED", events);
        Task<Lease<C>> interrupted = start(pool::acquire);
        untilPending(pool, 1);
        interrupted.interrupt();
        assertThat(interrupted.failure()).isInstanceOf(PoolException.class);
        until(() -> events.count("acquireFailed INTERRUPTED") == 1);
        pool.pause(new IllegalStateException("maintenance"));
        fails(pool::acquire, "UNAVAILABLE", events);
        held.close();
        pool.close();
        fails(pool::acquire, "CLOSED", events);

        assertThat(events.count("acquireStarted")).isEqualTo(6);
        assertThat(events.count("acquired")).isOne();
        assertThat(events.count("acquireFailed")).isEqualTo(5);
        events.verifyQuiet();
    }

    private void fails(Runnable acquire, String reason, EventLog events) {
        assertThatThrownBy(acquire::run).isInstanceOf(PoolException.class);
        assertThat(events.count("acquireFailed " + reason)).isOne();
    }

    @Test
    default void aCreationThatFailsIsToldAsBroken() throws Exception {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        breakDown();

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(500))).isInstanceOf(PoolException.class);

        until(() -> events.count("connectionDestroyed 1 BROKEN") == 1);
        assertThat(events.linesOf(1)).containsExactly("connectionCreated 1", "connectionDestroyed 1 BROKEN");
    }

    @Test
    default void poolClosedComesAfterTheEndOfIdleConnections() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(2), events);
        Lease<C> first = pool.acquire();
        pool.acquire().close();
        first.close();
        int made = pool.getMetrics().total();

        pool.close();

        assertThat(events.count("connectionDestroyed")).isEqualTo(made);
        assertThat(events.lines()).last().isEqualTo("poolClosed");
    }

    @Test
    default void aListenerHearsWhatHappensFromThenOn() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();
        EventLog events = new EventLog();

        pool.addListener(events);
        pool.clear();

        assertThat(events.lines()).first().isEqualTo("poolCleared");
    }

    @Test
    default void aListenerThatIsAddedTwiceHearsTwiceUntilItIsRemovedOnce() {
        Pool<C> pool = poolOf(config());
        pool.init();
        EventLog events = new EventLog();
        pool.addListener(events);
        pool.addListener(events);

        pool.clear();
        assertThat(events.count("poolCleared")).isEqualTo(2);

        pool.removeListener(events);
        pool.clear();
        assertThat(events.count("poolCleared")).isEqualTo(3);

        pool.removeListener(events);
        pool.removeListener(events);
        pool.clear();
        assertThat(events.count("poolCleared")).isEqualTo(3);
    }
}
