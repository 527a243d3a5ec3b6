package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a lease promises. */
interface ReleaseContract<C> extends PoolContract<C> {

    @Test
    default void closeGivesTheConnectionBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> lease = pool.acquire();

        lease.close();

        assertThat(pool.getMetrics().inUse()).isZero();
        untilIdle(pool, 1);
        assertThat(events.count("connectionDestroyed")).isZero();
    }

    @Test
    default void aSecondCloseChangesNothingEvenWhenTheConnectionHasItsNextHolder() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> first = pool.acquire();
        first.close();
        Lease<C> second = pool.acquire();

        first.close();
        first.invalidate();
        first.invalidate(new IOException("too late"));

        assertThat(pool.getMetrics().inUse()).isOne();
        assertThat(pool.tryAcquire()).isEmpty();
        assertThat((Object) second.connection()).isNotNull();
        assertThatThrownBy(first::connection).isInstanceOf(IllegalStateException.class);
        assertThat(events.count("released")).isOne();
        assertThat(events.count("connectionDestroyed")).isZero();
        second.close();
        untilIdle(pool, 1);
    }

    @Test
    default void invalidateDestroysTheConnection() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> broken = pool.acquire();

        broken.invalidate();

        until(() -> events.count("connectionDestroyed " + broken.id() + " BROKEN") == 1);
        try (Lease<C> next = pool.acquire()) {
            assertThat(next.id()).isGreaterThan(broken.id());
        }
    }

    @Test
    default void invalidateWithACauseOrWithoutDestroysTheConnection() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);

        pool.acquire().invalidate(null);
        until(() -> events.count("connectionDestroyed 1 BROKEN") == 1);

        pool.acquire().invalidate(breakingFailure());
        until(() -> events.count("connectionDestroyed 2 BROKEN") == 1);
    }

    @Test
    default void closeAfterInvalidateChangesNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> lease = pool.acquire();

        lease.invalidate();
        lease.close();
        lease.invalidate();

        until(() -> pool.getMetrics().total() == 0);
        assertThat(events.count("released")).isOne();
        assertThat(events.count("connectionDestroyed")).isOne();
    }

    @Test
    default void aLeaseHasOneConnectionUntilItEnds() {
        Pool<C> pool = poolOf(config());
        Lease<C> closed = pool.acquire();
        Lease<C> invalidated = pool.acquire();
        assertThat((Object) closed.connection()).isSameAs(closed.connection());

        closed.close();
        invalidated.invalidate();

        assertThatThrownBy(closed::connection).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(invalidated::connection).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void idsCountFromOneAndCanBeReadAfterTheEnd() {
        Pool<C> pool = poolOf(config().maxSize(1));
        for (long id = 1; id <= 3; id++) {
            Lease<C> lease = pool.acquire();
            lease.invalidate();
            assertThat(lease.id()).isEqualTo(id);
            until(() -> pool.getMetrics().total() == 0);
        }
    }

    @Test
    default void aLeaseMayBeUsedAndEndedByAnotherThread() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> lease = pool.acquire();
        C connection = lease.connection();

        Task<Boolean> other = start(() -> {
            boolean same = lease.connection() == connection;
            lease.close();
            return same;
        });

        assertThat(other.result()).isTrue();
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThatThrownBy(lease::connection).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void ofManyThreadsThatEndALeaseOneDoes() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(2), events);
        for (int round = 1; round <= 20; round++) {
            Lease<C> lease = pool.acquire();
            CountDownLatch go = new CountDownLatch(1);
            List<Task<Boolean>> enders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean breaks = i % 2 == 1;
                enders.add(start(() -> {
                    go.await();
                    if (breaks) {
                        lease.invalidate();
                    } else {
                        lease.close();
                    }
                    return true;
                }));
            }
            go.countDown();
            enders.forEach(Task::result);
            assertThat(events.count("released")).isEqualTo(round);
        }
        events.verify();
        until(() -> pool.getMetrics().closing() == 0);
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(pool.getMetrics().total()).isBetween(0, 2);
    }

    @Test
    default void aReturnAfterCloseDestroysTheConnection() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        Lease<C> late = pool.acquire();
        pool.close();
        assertThat((Object) late.connection()).as("still the holder's").isNotNull();

        late.close();

        until(() -> events.count("connectionDestroyed 1 POOL_CLOSED") == 1);
        assertThat(pool.getMetrics().total()).isZero();
    }
}
