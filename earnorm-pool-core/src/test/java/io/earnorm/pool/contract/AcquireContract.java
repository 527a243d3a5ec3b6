package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acquires that succeed. */
interface AcquireContract<C> extends PoolContract<C> {

    @Test
    default void acquireLeasesAConnection() {
        Pool<C> pool = poolOf(config());

        try (Lease<C> lease = pool.acquire()) {
            assertThat((Object) lease.connection()).isNotNull();
            assertThat(pool.getMetrics().inUse()).isOne();
        }
        untilIdle(pool, 1);
    }

    @Test
    default void acquireTakesAnIdleConnectionBeforeItMakesOne() {
        Pool<C> pool = poolOf(config());
        Lease<C> first = pool.acquire();
        first.close();

        try (Lease<C> second = pool.acquire(LONG)) {
            assertThat(second.id()).isEqualTo(first.id());
        }
    }

    @Test
    default void acquireMakesConnectionsUpToMaxSize() {
        Pool<C> pool = poolOf(config().maxSize(3));

        List<Lease<C>> leases = List.of(pool.acquire(), pool.acquire(), pool.acquire());

        assertThat(leases).extracting(Lease::id).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(pool.getMetrics().total()).isEqualTo(3);
        leases.forEach(Lease::close);
    }

    @Test
    default void connectionsLeasedAtTheSameTimeAreDifferent() {
        Pool<C> pool = poolOf(config().maxSize(2));

        try (Lease<C> first = pool.acquire();
                Lease<C> second = pool.acquire()) {
            assertThat((Object) first.connection()).isNotSameAs(second.connection());
            assertThat(first.id()).isNotEqualTo(second.id());
        }
    }

    @Test
    default void acquireWaitsUntilAConnectionIsReturned() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        held.close();

        assertThat(waiting.result().id()).isEqualTo(held.id());
        assertThat(pool.getMetrics().pending()).isZero();
        waiting.result().close();
    }

    @Test
    default void acquireWaitsUntilABrokenConnectionMadeRoom() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        held.invalidate();

        assertThat(waiting.result().id()).isGreaterThan(held.id());
        waiting.result().close();
    }

    @Test
    default void thoseThatWaitAreServedFirstComeFirstServed() {
        for (Fairness fairness : Fairness.values()) {
            Pool<C> pool = poolOf(config().maxSize(1).fairness(fairness));
            Lease<C> held = pool.acquire();
            List<Integer> served = Collections.synchronizedList(new ArrayList<>());
            List<Task<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int place = i;
                waiting.add(start(() -> {
                    try (Lease<C> lease = pool.acquire()) {
                        return served.add(place);
                    }
                }));
                untilPending(pool, i + 1);
            }

            held.close();

            waiting.forEach(Task::result);
            assertThat(served).as(fairness.toString()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    default void acquireWithoutWaitingTakesAnIdleConnection() {
        Pool<C> pool = poolOf(config());
        Lease<C> first = pool.acquire();
        first.close();

        try (Lease<C> second = pool.acquire(Duration.ZERO)) {
            assertThat(second.id()).isEqualTo(first.id());
        }
    }

    @Test
    default void tryAcquireTakesAnIdleConnection() {
        Pool<C> pool = poolOf(config());
        Lease<C> first = pool.acquire();
        first.close();

        assertThat(pool.tryAcquire()).hasValueSatisfying(lease -> {
            assertThat(lease.id()).isEqualTo(first.id());
            lease.close();
        });
    }

    @Test
    default void tryAcquireIsEmptyWhenNothingIsIdleAndCreatesNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(0), events);
        pool.init();

        assertThat(pool.tryAcquire()).isEmpty();

        try (Lease<C> held = pool.acquire()) {
            assertThat(pool.tryAcquire()).isEmpty();
        }
        assertThat(events.count("connectionCreated")).isOne();
    }

    @Test
    default void tryAcquireIsEmptyWhenThePoolDoesNotRun() {
        Pool<C> pool = poolOf(config());
        assertThat(pool.tryAcquire()).as("new").isEmpty();
        pool.acquire().close();

        pool.suspend();
        assertThat(pool.tryAcquire()).as("suspended").isEmpty();

        pool.pause(new IllegalStateException("maintenance"));
        assertThat(pool.tryAcquire()).as("paused").isEmpty();

        pool.close();
        assertThat(pool.tryAcquire()).as("closed").isEmpty();
    }

    @Test
    default void tryAcquireTakesNothingFromThoseThatWait() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        assertThat(pool.tryAcquire()).isEmpty();
        held.close();

        waiting.result().close();
    }
}
