package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Acquires that fail: one test for each way. */
interface RefusalContract<C> extends PoolContract<C> {

    @Test
    default void acquireFailsWithPoolCountsWhenEveryConnectionIsInUse() {
        Pool<C> pool = poolOf(config().maxSize(1));
        try (Lease<C> held = pool.acquire()) {
            assertThatThrownBy(() -> pool.acquire(SHORT))
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasNoCause()
                    .hasMessageContaining(pool.name())
                    .hasMessageContaining("in use 1 of 1");
        }
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(pool.getMetrics().pending()).isZero();
    }

    @Test
    default void acquireFailsByItsDeadline() {
        Pool<C> pool = poolOf(config().maxSize(1));
        try (Lease<C> held = pool.acquire()) {
            long started = System.nanoTime();
            assertThatThrownBy(() -> pool.acquire(SHORT)).isInstanceOf(PoolTimeoutException.class);
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            assertThat(took).isBetween(SHORT, SHORT.plus(LATE));
        }
    }

    @Test
    default void acquireWithoutAnArgumentWaitsForTheConnectionTimeout() {
        Pool<C> pool = poolOf(config().maxSize(1).connectionTimeout(Duration.ofMillis(500)));
        try (Lease<C> held = pool.acquire(LONG)) {
            long started = System.nanoTime();
            assertThatThrownBy(pool::acquire).isInstanceOf(PoolTimeoutException.class);
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            assertThat(took)
                    .isBetween(Duration.ofMillis(500), Duration.ofMillis(500).plus(LATE));
        }
    }

    @Test
    default void acquireFailsAtItsDeadlineWithTheLastCreationFailureWhenTheBackendIsDown() throws Exception {
        Pool<C> pool = poolOf(config().minSize(1).connectTimeout(ATTEMPT));
        breakDown();
        pool.init();
        until(() -> pool.getStatistics().creationFailures() > 0);

        assertThatThrownBy(() -> pool.acquire(SHORT))
                .isInstanceOf(PoolTimeoutException.class)
                .cause()
                .isNotNull();
    }

    @Test
    default void acquireOnANewPoolFailsWhenItCannotBeStarted() throws Exception {
        EventLog events = new EventLog();
        Pool<C> pool =
                poolOf(config().connectTimeout(ATTEMPT).initializationFailTimeout(Duration.ofMillis(500)), events);
        breakDown();

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .cause()
                .isNotNull();
        assertThat(events.lines("acquireFailed")).containsExactly("acquireFailed CONNECTION_FAILED");
    }

    @Test
    default void acquireWithoutWaitingFailsWhenNothingIsIdleAndCreatesNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(0), events);
        pool.init();

        assertThatThrownBy(() -> pool.acquire(Duration.ZERO))
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessageContaining(pool.name());
        assertThat(events.count("connectionCreated")).isZero();
    }

    @Test
    default void acquireFailsAtOnceWhenTooManyWait() {
        Pool<C> pool = poolOf(config().maxSize(1).maxPending(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessageContaining(pool.name());

        held.close();
        waiting.result().close();
        pool.acquire().close();
    }

    @Test
    default void withMaxPendingZeroNobodyWaitsButForAConnectionThatIsBeingMade() {
        Pool<C> pool = poolOf(config().minSize(0).maxSize(2).maxPending(0));

        try (Lease<C> first = pool.acquire();
                Lease<C> second = pool.acquire()) {
            assertThatThrownBy(pool::acquire).isInstanceOf(PoolExhaustedException.class);
            assertThat(second.id()).isNotEqualTo(first.id());
        }
    }

    @Test
    default void acquireFailsWhenThePoolIsClosed() {
        Pool<C> pool = poolOf(config());
        pool.close();

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(PoolClosedException.class)
                .hasMessageContaining(pool.name());
        assertThatThrownBy(() -> pool.acquire(Duration.ZERO)).isInstanceOf(PoolClosedException.class);
    }

    @Test
    default void acquireFailsWhenThePoolIsClosedMeanwhile() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        pool.close(Duration.ZERO);

        assertThat(waiting.failure()).isInstanceOf(PoolClosedException.class);
        held.close();
    }

    @Test
    default void acquireFailsAtOnceWhenThePoolIsPaused() {
        Pool<C> pool = poolOf(config());
        pool.init();
        Exception cause = new IllegalStateException("maintenance");
        pool.pause(cause);

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(PoolUnavailableException.class)
                .hasCause(cause)
                .hasMessageContaining(pool.name())
                .asInstanceOf(InstanceOfAssertFactories.type(PoolUnavailableException.class))
                .satisfies(refused -> assertThat(refused.retryAfter()).isEmpty());
        assertThatThrownBy(() -> pool.acquire(Duration.ZERO)).isInstanceOf(PoolUnavailableException.class);
    }

    @Test
    default void acquireFailsWhenThePoolIsPausedMeanwhile() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);
        Exception cause = new IllegalStateException("maintenance");

        pool.pause(cause);

        assertThat(waiting.failure())
                .isInstanceOf(PoolUnavailableException.class)
                .hasCause(cause);
        held.close();
    }

    @Test
    default void acquireFailsWhenTheThreadIsInterruptedAlreadyAndKeepsItsFlag() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(pool::acquire).isInstanceOf(AcquireInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        }
        untilIdle(pool, 1);
    }

    @Test
    default void acquireFailsWhenTheThreadIsInterruptedWhileItWaitsAndKeepsItsFlag() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Boolean> waiting = start(() -> {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(AcquireInterruptedException.class)
                    .hasMessageContaining(pool.name());
            return Thread.currentThread().isInterrupted();
        });
        untilPending(pool, 1);

        waiting.interrupt();

        assertThat(waiting.result()).as("the flag stays set").isTrue();
        assertThat(pool.getMetrics().pending()).isZero();
        held.close();
        pool.acquire().close();
    }

    @Test
    default void aNegativeTimeoutIsRefused() {
        Pool<C> pool = poolOf(config());

        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.acquireAsync(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(pool.getMetrics().total()).isZero();
    }
}
