package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.EventLog;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work that the pool wraps in acquire and release. */
interface ExecuteContract<C> extends PoolContract<C> {

    /** An application's own failure, which says nothing about the connection. */
    final class DuplicateOrder extends Exception {
        DuplicateOrder() {
            super("order 42 exists");
        }
    }

    @Test
    default void executeReturnsWhatTheWorkReturnsAndReleases() {
        Pool<C> pool = poolOf(config().maxSize(1));

        String result = pool.execute(connection -> {
            assertThat((Object) connection).isNotNull();
            assertThat(pool.getMetrics().inUse()).isOne();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(pool.<Object, RuntimeException>execute(connection -> null)).isNull();
        assertThat(pool.<Object, RuntimeException>executeIdempotent(connection -> null))
                .isNull();
        assertThat(pool.getMetrics().inUse()).isZero();
    }

    @Test
    default void runWorksOnceAndReleases() {
        Pool<C> pool = poolOf(config().maxSize(1));
        AtomicInteger runs = new AtomicInteger();

        pool.run(connection -> runs.incrementAndGet());

        assertThat(runs).hasValue(1);
        assertThat(pool.getMetrics().inUse()).isZero();
    }

    @Test
    default void whatTheWorkThrowsReachesTheCallerAsItIsAndTheConnectionStays() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        DuplicateOrder failure = new DuplicateOrder();

        assertThatThrownBy(() -> pool.execute(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> pool.executeIdempotent(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> pool.run(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);

        untilIdle(pool, 1);
        assertThat(events.count("released 1")).isEqualTo(3);
        assertThat(events.count("connectionDestroyed")).isZero();
    }

    @Test
    default void workThatBreaksTheConnectionGetsItDestroyed() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Exception failure = breakingFailure();

        assertThatThrownBy(() -> pool.execute(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);

        until(() -> events.count("connectionDestroyed 1 BROKEN") == 1);
        try (Lease<C> next = pool.acquire()) {
            assertThat(next.id()).isEqualTo(2);
        }
    }

    @Test
    default void anErrorInTheWorkReachesTheCallerAndReleases() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Error failure = new AssertionError("a bug in the work");

        assertThatThrownBy(() -> pool.run(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(pool.getMetrics().inUse()).isZero();
        pool.acquire().close();
    }

    @Test
    default void theWorkIsNeverRepeated() {
        Pool<C> pool = poolOf(config().maxSize(2));
        AtomicInteger runs = new AtomicInteger();
        Exception failure = breakingFailure();

        assertThatThrownBy(() -> pool.execute(connection -> {
                    runs.incrementAndGet();
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(runs).hasValue(1);
    }

    @Test
    default void withoutARetryPolicyIdempotentWorkRunsOnce() {
        Pool<C> pool = poolOf(config().maxSize(2));
        AtomicInteger runs = new AtomicInteger();
        Exception failure = breakingFailure();

        assertThatThrownBy(() -> pool.executeIdempotent(connection -> {
                    runs.incrementAndGet();
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(runs).hasValue(1);
    }

    @Test
    default void executeFailsAsAcquireDoesAndDoesNotWork() {
        Pool<C> pool = poolOf(config().maxSize(1).connectionTimeout(SHORT));
        AtomicInteger runs = new AtomicInteger();
        Lease<C> held = pool.acquire(LONG);

        assertThatThrownBy(() -> pool.execute(connection -> runs.incrementAndGet()))
                .isInstanceOf(PoolTimeoutException.class);
        assertThatThrownBy(() -> pool.executeIdempotent(connection -> runs.incrementAndGet()))
                .isInstanceOf(PoolTimeoutException.class);
        held.close();
        pool.close();
        assertThatThrownBy(() -> pool.run(connection -> runs.incrementAndGet()))
                .isInstanceOf(PoolClosedException.class);

        assertThat(runs).hasValue(0);
    }

    @Test
    default void workMayDeclareACheckedException() {
        Pool<C> pool = poolOf(config());
        try {
            pool.<TimeoutException>run(connection -> {
                throw new TimeoutException("checked, and declared by run");
            });
        } catch (TimeoutException e) {
            assertThat(e).hasMessage("checked, and declared by run");
        }
    }
}
