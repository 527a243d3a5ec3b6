package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.testing.EventLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pool does by itself. */
interface HousekeepingContract<C> extends PoolContract<C> {

    @Test
    default void connectionsThatIdleForTooLongAreEvictedDownToMinSize() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1).maxSize(3).maxIdleTime(SHORT), events);
        List.of(pool.acquire(), pool.acquire(), pool.acquire()).forEach(Lease::close);

        until(() ->
                events.count("connectionDestroyed") >= 2 && pool.getMetrics().total() == 1);

        assertThat(events.lines("connectionDestroyed")).hasSize(2).allMatch(line -> line.endsWith("IDLE"));
    }

    @Test
    default void connectionsThatLivedForTooLongAreReplaced() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1).maxLifetime(SHORT), events);

        pool.init();

        until(() -> events.count("connectionDestroyed 1 EXPIRED") == 1);
        until(() -> events.count("connectionReady") >= 2);
    }

    @Test
    default void aLeasedConnectionThatLivedForTooLongIsEvictedWhenItComesBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxLifetime(SHORT), events);
        Lease<C> held = pool.acquire();
        until(() -> pool.getConnections().get(0).age().compareTo(SHORT.multipliedBy(2)) > 0);

        assertThat(events.count("connectionDestroyed")).isZero();
        assertThat((Object) held.connection()).isNotNull();
        held.close();

        assertThat(pool.getMetrics().idle()).as("not even for a moment").isZero();
        until(() -> events.count("connectionDestroyed 1 EXPIRED") == 1);
    }

    @Test
    default void cleanupEvictsInTheCallerAndCounts() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1).maxIdleTime(SHORT), events);
        int counted = 0;
        // The pool's own sweep may come first; it rarely does, because this one is always at it.
        for (int round = 1; counted == 0 && round <= 50; round++) {
            pool.acquire().close();
            int before = counted;
            while (pool.getMetrics().idle() == 1) {
                counted += pool.cleanup();
            }
            assertThat(counted - before).isLessThanOrEqualTo(1);
        }
        assertThat(counted).isOne();
        until(() -> pool.getMetrics().total() == 0);
    }

    @Test
    default void cleanupEvictsNothingThatIsYoung() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();

        assertThat(pool.cleanup()).isZero();

        assertThat(pool.getMetrics().idle()).isOne();
    }

    @Test
    default void cleanupBeginsToFill() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);
        pool.init();
        untilIdle(pool, 1);
        pool.acquire().invalidate();

        pool.cleanup();

        untilIdle(pool, 1);
    }

    @Test
    default void aLeaseHeldForTooLongIsReportedOnceWithItsHolderAndPlace() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().leakDetectionThreshold(SHORT), events);
        Lease<C> held = pool.acquire();

        until(() -> !events.leaks().isEmpty());
        pool.cleanup();
        pool.cleanup();

        assertThat(events.leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.id()).isEqualTo(held.id());
            assertThat(leak.holder()).isEqualTo(Thread.currentThread().getName());
            assertThat(leak.held()).isGreaterThanOrEqualTo(SHORT);
            assertThat(leak.reclaimed()).isFalse();
            assertThat(leak.acquiredAt().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().startsWith("aLeaseHeldForTooLong"));
        });
        assertThat((Object) held.connection()).as("still the holder's").isNotNull();
        assertThat(pool.getStatistics().leaksDetected()).isOne();
        held.close();
    }

    @Test
    default void aLeakedLeaseIsReclaimedWhenAskedFor() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1).leakReclaimTimeout(SHORT), events);
        Lease<C> leaked = pool.acquire();

        try (Lease<C> next = pool.acquire()) {
            assertThat(next.id()).isGreaterThan(leaked.id());
        }

        leaked.close();
        assertThat(events.linesOf(1)).containsSubsequence("released 1", "connectionDestroyed 1 LEAKED");
        assertThat(events.count("released 1")).isOne();
        assertThat(events.leaks()).anyMatch(leak -> leak.id() == 1 && leak.reclaimed());
    }
}
