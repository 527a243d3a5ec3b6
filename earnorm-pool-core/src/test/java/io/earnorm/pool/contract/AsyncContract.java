package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.EventLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Acquires that hold no thread. */
interface AsyncContract<C> extends PoolContract<C> {

    @Test
    default void acquireAsyncLeasesAConnection() throws Exception {
        Pool<C> pool = poolOf(config());

        try (Lease<C> lease = soon(pool.acquireAsync())) {
            assertThat((Object) lease.connection()).isNotNull();
            assertThat(pool.getMetrics().inUse()).isOne();
        }
    }

    @Test
    default void acquireAsyncWaitsInTheSameQueue() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> first = pool.acquireAsync();
        var second = start(pool::acquire);
        untilPending(pool, 2);

        held.close();

        soon(first);
        assertThat(second.isDone()).isFalse();
        first.join().close();
        second.result().close();
    }

    @Test
    default void acquireAsyncNeverCompletesOnTheReleasingThread() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Thread> completedOn = pool.acquireAsync().thenApply(lease -> {
            lease.close();
            return Thread.currentThread();
        });
        untilPending(pool, 1);

        held.close();

        assertThat(soon(completedOn)).isNotSameAs(Thread.currentThread());
    }

    @Test
    default void waitingAsynchronouslyHoldsNoThread() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        List<CompletableFuture<Lease<C>>> waiting = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            waiting.add(pool.acquireAsync());
        }

        untilPending(pool, 200);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 100);
        waiting.forEach(future -> future.cancel(false));
        held.close();
    }

    @Test
    default void cancellingGivesThePlaceInTheQueueBack() throws Exception {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> first = pool.acquireAsync();
        CompletableFuture<Lease<C>> second = pool.acquireAsync();
        untilPending(pool, 2);

        first.cancel(false);

        untilPending(pool, 1);
        until(() -> events.count("acquireFailed CANCELLED") == 1);
        held.close();
        soon(second).close();
    }

    @Test
    default void completingTheFutureGivesThePlaceInTheQueueBack() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> first = pool.acquireAsync();
        CompletableFuture<Lease<C>> second = pool.acquireAsync();
        CompletableFuture<Lease<C>> third = pool.acquireAsync();
        untilPending(pool, 3);

        first.completeExceptionally(new IllegalStateException("no longer needed"));
        second.complete(held);

        untilPending(pool, 1);
        held.close();
        soon(third).close();
        pool.acquire().close();
    }

    @Test
    default void acquireAsyncFailsByItsDeadline() {
        Pool<C> pool = poolOf(config().maxSize(1));
        try (Lease<C> held = pool.acquire()) {
            assertThat(failureOf(pool.acquireAsync(SHORT))).isInstanceOf(PoolTimeoutException.class);
            assertThat(pool.getMetrics().pending()).isZero();
        }
    }

    @Test
    default void acquireAsyncWithoutWaitingTakesWhatIsIdle() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1));
        pool.acquire().close();

        try (Lease<C> idle = soon(pool.acquireAsync(Duration.ZERO))) {
            assertThat(failureOf(pool.acquireAsync(Duration.ZERO))).isInstanceOf(PoolExhaustedException.class);
        }
    }

    @Test
    default void acquireAsyncFailsAtOnceWhenTooManyWait() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1).maxPending(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> waiting = pool.acquireAsync();
        untilPending(pool, 1);

        assertThat(failureOf(pool.acquireAsync())).isInstanceOf(PoolExhaustedException.class);

        held.close();
        soon(waiting).close();
    }

    @Test
    default void acquireAsyncFailsWhenThePoolIsPausedOrIsPausedMeanwhile() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> waiting = pool.acquireAsync();
        untilPending(pool, 1);
        Exception cause = new IllegalStateException("maintenance");

        pool.pause(cause);

        assertThat(failureOf(waiting))
                .isInstanceOf(PoolUnavailableException.class)
                .hasCause(cause);
        assertThat(failureOf(pool.acquireAsync()))
                .isInstanceOf(PoolUnavailableException.class)
                .hasCause(cause);
        held.close();
    }

    @Test
    default void acquireAsyncFailsWhenThePoolIsClosedOrIsClosedMeanwhile() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        CompletableFuture<Lease<C>> waiting = pool.acquireAsync();
        untilPending(pool, 1);

        pool.close(Duration.ZERO);

        assertThat(failureOf(waiting)).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(pool.acquireAsync())).isInstanceOf(PoolClosedException.class);
        held.close();
    }

    @Test
    default void acquireAsyncOnANewPoolFailsWhenItCannotBeStarted() throws Exception {
        Pool<C> pool = poolOf(
                config().initializationFailTimeout(Duration.ofMillis(300)).connectionTimeout(Duration.ofMillis(500)));
        breakDown();

        assertThat(failureOf(pool.acquireAsync())).isInstanceOf(PoolException.class);
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        try {
            throw new AssertionError("It did not fail but gave " + future.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError("It did not end", e);
        }
    }
}
