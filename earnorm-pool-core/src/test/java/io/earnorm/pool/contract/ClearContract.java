package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import org.junit.jupiter.api.Test;

/** A new generation. */
interface ClearContract<C> extends PoolContract<C> {

    @Test
    default void clearEvictsIdleConnectionsAtOnce() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        pool.acquire().close();

        pool.clear();

        assertThat(pool.getMetrics().idle()).as("at once").isZero();
        until(() -> pool.getMetrics().total() == 0);
        assertThat(events.lines()).containsSubsequence("poolCleared", "connectionDestroyed 1 STALE");
    }

    @Test
    default void clearEvictsLeasedConnectionsWhenTheyComeBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> held = pool.acquire();

        pool.clear();

        assertThat((Object) held.connection()).isNotNull();
        assertThat(pool.getMetrics().inUse()).isOne();
        held.close();
        assertThat(pool.getMetrics().idle()).as("not even for a moment").isZero();
        until(() -> events.count("connectionDestroyed 1 STALE") == 1);
        until(() -> pool.getMetrics().total() == 0);
    }

    @Test
    default void nobodyWaitingIsFailedByClear() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        pool.clear();
        assertThat(waiting.isDone()).isFalse();
        held.close();

        assertThat(waiting.result().id()).isGreaterThan(held.id());
        waiting.result().close();
    }

    @Test
    default void anAcquireAfterClearNeverGetsAnOlderConnection() {
        Pool<C> pool = poolOf(config().maxSize(4));
        for (int round = 0; round < 10; round++) {
            Lease<C> first = pool.acquire();
            pool.acquire().close();
            first.close();
            long youngest = pool.getConnections().stream()
                    .mapToLong(connection -> connection.id())
                    .max()
                    .orElse(0);

            pool.clear();

            try (Lease<C> lease = pool.acquire()) {
                assertThat(lease.id()).isGreaterThan(youngest);
            }
        }
    }

    @Test
    default void clearRefillsToMinSize() {
        Pool<C> pool = poolOf(config().minSize(2));
        pool.init();
        untilIdle(pool, 2);

        pool.clear();

        until(() -> {
            var connections = pool.getConnections();
            return connections.size() == 2 && connections.stream().allMatch(connection -> connection.id() > 2);
        });
    }
}
