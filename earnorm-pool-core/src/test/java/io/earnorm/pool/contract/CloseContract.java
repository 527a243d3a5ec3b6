package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The end of a pool. */
interface CloseContract<C> extends PoolContract<C> {

    @Test
    default void closeDestroysIdleConnections() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        pool.acquire().close();

        pool.close();

        assertThat(pool.state()).isEqualTo(PoolState.CLOSED);
        assertThat(pool.getMetrics().total()).isZero();
        assertThat(pool.getConnections()).isEmpty();
        assertThat(events.lines()).endsWith("connectionDestroyed 1 POOL_CLOSED", "poolClosed");
    }

    @Test
    default void aNewPoolCanBeClosed() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);

        pool.close();

        assertThat(pool.state()).isEqualTo(PoolState.CLOSED);
        assertThat(events.lines()).containsExactly("poolCreated", "poolClosed");
    }

    @Test
    default void aSecondCloseReturnsAtOnce() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> late = pool.acquire();
        pool.close(Duration.ZERO);

        pool.close(LONG.multipliedBy(6));

        assertThat(events.count("poolClosed")).isOne();
        late.close();
    }

    @Test
    default void closeWaitsForLeasesToComeBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> held = pool.acquire();
        Task<Boolean> closing = start(() -> {
            pool.close(LONG);
            return true;
        });
        until(() -> pool.state() == PoolState.DRAINING);

        assertThatThrownBy(pool::acquire).isInstanceOf(PoolClosedException.class);
        assertThat((Object) held.connection()).isNotNull();
        assertThat(closing.isDone()).isFalse();
        held.close();

        closing.result();
        assertThat(pool.state()).isEqualTo(PoolState.CLOSED);
        assertThat(events.lines()).containsSubsequence("released 1", "connectionDestroyed 1 POOL_CLOSED", "poolClosed");
    }

    @Test
    default void closeWithoutAnArgumentDrainsForTheDrainTimeout() {
        Pool<C> pool = poolOf(config().drainTimeout(LONG.multipliedBy(6)));
        Lease<C> held = pool.acquire();
        Task<Boolean> closing = start(() -> {
            pool.close();
            return true;
        });
        until(() -> pool.state() == PoolState.DRAINING);

        held.close();

        closing.result();
    }

    @Test
    default void closeWaitsForLeasesNoLongerThanItsTimeout() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> held = pool.acquire();

        long started = System.nanoTime();
        pool.close(SHORT);
        Duration took = Duration.ofNanos(System.nanoTime() - started);

        assertThat(took).isBetween(SHORT, SHORT.plus(LATE));
        assertThat(pool.state()).isEqualTo(PoolState.CLOSED);
        assertThat(events.lines()).last().isEqualTo("poolClosed");
        held.close();
        until(() -> events.count("connectionDestroyed 1 POOL_CLOSED") == 1);
    }

    @Test
    default void closeWithZeroDoesNotWait() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> held = pool.acquire();

        pool.close(Duration.ZERO);

        assertThat(pool.state()).isEqualTo(PoolState.CLOSED);
        assertThat(events.count("poolClosed")).isOne();
        assertThat((Object) held.connection()).as("still the holder's").isNotNull();
        held.close();
    }

    @Test
    default void aCloseDuringACloseWaitsWithIt() {
        Pool<C> pool = poolOf(config());
        Lease<C> held = pool.acquire();
        Task<PoolState> first = start(() -> {
            pool.close(LONG);
            return pool.state();
        });
        until(() -> pool.state() == PoolState.DRAINING);
        Task<PoolState> second = start(() -> {
            pool.close(LONG);
            return pool.state();
        });
        until(() -> second.thread().getState() == Thread.State.TIMED_WAITING
                || second.thread().getState() == Thread.State.WAITING
                || second.isDone());
        assertThat(second.isDone()).isFalse();

        held.close();

        assertThat(first.result()).isEqualTo(PoolState.CLOSED);
        assertThat(second.result()).isEqualTo(PoolState.CLOSED);
    }

    @Test
    default void anInterruptEndsTheWaitOfCloseAndTheFlagStaysSet() {
        Pool<C> pool = poolOf(config());
        Lease<C> held = pool.acquire();
        Task<Boolean> closing = start(() -> {
            pool.close(LONG.multipliedBy(6));
            return Thread.currentThread().isInterrupted();
        });
        until(() -> pool.state() == PoolState.DRAINING);

        closing.interrupt();

        assertThat(closing.result()).isTrue();
        held.close();
        until(() -> pool.getMetrics().total() == 0);
    }

    @Test
    default void aNegativeDrainTimeoutIsRefused() {
        Pool<C> pool = poolOf(config());

        assertThatThrownBy(() -> pool.close(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);

        assertThat(pool.state()).isEqualTo(PoolState.NEW);
    }
}
