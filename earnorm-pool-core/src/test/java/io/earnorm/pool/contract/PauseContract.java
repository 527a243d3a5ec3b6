package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import org.junit.jupiter.api.Test;

/** Pause, suspend and resume. */
interface PauseContract<C> extends PoolContract<C> {

    /** Why the tests pause. */
    IllegalStateException MAINTENANCE = new IllegalStateException("maintenance");

    @Test
    default void pauseClearsOnceAndResumeServesAgain() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        pool.acquire().close();

        pool.pause(MAINTENANCE);
        assertThat(pool.state()).isEqualTo(PoolState.PAUSED);
        assertThat(pool.getMetrics().idle()).as("evicted at once").isZero();
        until(() -> pool.getMetrics().total() == 0);
        pool.resume();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        try (Lease<C> lease = pool.acquire()) {
            assertThat(lease.id()).isEqualTo(2);
        }
        assertThat(events.lines())
                .containsSubsequence(
                        "poolPaused maintenance",
                        "poolCleared",
                        "connectionDestroyed 1 STALE",
                        "poolReady",
                        "connectionCreated 2");
    }

    @Test
    default void onAPausedPoolPauseOnlyClears() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        pool.acquire().close();
        pool.pause(MAINTENANCE);

        pool.pause(new IllegalStateException("still"));

        assertThat(events.count("poolPaused")).isOne();
        assertThat(events.count("poolCleared")).isOne();
        assertThatThrownBy(pool::acquire).hasCause(MAINTENANCE);
        pool.resume();
        pool.acquire().close();
    }

    @Test
    default void aConnectionLeasedBeforeThePauseIsDestroyedWhenItComesBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> held = pool.acquire();

        pool.pause(MAINTENANCE);
        assertThat((Object) held.connection()).isNotNull();
        held.close();

        assertThat(pool.getMetrics().idle()).as("not even for a moment").isZero();
        until(() -> events.count("connectionDestroyed 1 STALE") == 1);
    }

    @Test
    default void aNewPoolThatIsPausedFillsNothingBeforeItIsResumed() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);

        pool.pause(MAINTENANCE);

        assertThat(pool.state()).isEqualTo(PoolState.PAUSED);
        assertThatThrownBy(pool::acquire).isInstanceOf(PoolUnavailableException.class);
        pool.cleanup();
        assertThat(events.count("connectionCreated")).isZero();
        pool.resume();
        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        untilIdle(pool, 1);
    }

    @Test
    default void resumeOnARunningPoolDeliversNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        pool.init();

        pool.resume();

        assertThat(events.count("poolReady")).isOne();
        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
    }

    @Test
    default void whileSuspendedAcquiresWaitAndLeasesMayComeBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> held = pool.acquire();
        pool.suspend();
        assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        held.close();
        untilIdle(pool, 1);
        assertThat(waiting.isDone()).isFalse();
        pool.resume();

        assertThat(waiting.result().id()).isEqualTo(held.id());
        assertThat(events.count("poolReady")).isEqualTo(2);
        waiting.result().close();
    }

    @Test
    default void whileSuspendedAcquiresFailAtTheirDeadline() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();
        pool.suspend();

        assertThatThrownBy(() -> pool.acquire(SHORT)).isInstanceOf(PoolTimeoutException.class);

        pool.resume();
        pool.acquire().close();
    }

    @Test
    default void aNewPoolThatIsSuspendedFillsNothingBeforeItIsResumed() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);

        pool.suspend();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);
        pool.cleanup();
        assertThat(events.count("connectionCreated")).isZero();

        pool.resume();
        waiting.result().close();
        untilIdle(pool, 1);
    }

    @Test
    default void resumeEndsPauseAndSuspendTogether() {
        Pool<C> pool = poolOf(config());
        pool.init();
        pool.suspend();
        pool.pause(MAINTENANCE);

        pool.resume();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        pool.acquire().close();
    }

    @Test
    default void aPausedOrSuspendedPoolCanBeClosed() {
        Pool<C> paused = poolOf(config());
        paused.pause(MAINTENANCE);
        paused.close();
        assertThat(paused.state()).isEqualTo(PoolState.CLOSED);

        Pool<C> suspended = poolOf(config());
        suspended.suspend();
        suspended.close();
        assertThat(suspended.state()).isEqualTo(PoolState.CLOSED);
        suspended.resume();
        assertThat(suspended.state()).as("closed for good").isEqualTo(PoolState.CLOSED);
    }
}
