package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static io.earnorm.pool.testing.Behavior.reject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other pools for those that wait. */
class WaitersRegressionTest extends ScriptedTestCase {

    private static final Duration SHORT = Duration.ofMillis(30);

    private <T> List<Task<T>> startMany(int count, Callable<T> work) {
        return IntStream.range(0, count).mapToObj(i -> start(work)).toList();
    }

    private void untilPending(ScriptedPool pool, int pending) {
        until(() -> pool.getMetrics().pending() == pending);
    }

    private static void allPlacesCanBeLeased(ScriptedPool pool) {
        List<Lease<ScriptedConnection>> all = new ArrayList<>();
        for (int i = 0; i < pool.config().maxSize(); i++) {
            all.add(pool.acquire());
        }
        all.forEach(Lease::close);
    }

    @Test // POOL-144, POOL-149
    void aTimedOutWaiterDoesNotLeakCapacity() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        Lease<ScriptedConnection> first = pool.acquire();
        Lease<ScriptedConnection> second = pool.acquire();

        startMany(10, () -> pool.acquire(SHORT))
                .forEach(waiter -> assertThat(waiter.failure()).isInstanceOf(PoolTimeoutException.class));

        assertThat(pool.getMetrics().pending()).isZero();
        first.close();
        second.close();
        allPlacesCanBeLeased(pool);
    }

    @Test // POOL-144
    void aWaiterThatTimesOutJustAsAConnectionComesBackDoesNotLoseIt() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        for (int round = 0; round < 100; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            Task<Boolean> waiter = start(() -> {
                try (Lease<ScriptedConnection> lease = pool.acquire(Duration.ofMillis(1))) {
                    lease.connection().use();
                    return true;
                } catch (PoolTimeoutException e) {
                    return false;
                }
            });
            until(() -> pool.getMetrics().pending() == 1 || waiter.isDone());
            held.close();
            waiter.result();
        }
        pool.acquire().close();
        assertThat(backend.created()).isOne();
    }

    @Test // POOL-162
    void anInterruptedWaiterDoesNotLeakCapacity() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        for (int round = 0; round < 20; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            Task<Lease<ScriptedConnection>> waiter = start(pool::acquire);
            untilPending(pool, 1);

            waiter.interrupt();

            assertThat(waiter.failure()).isInstanceOf(AcquireInterruptedException.class);
            held.close();
        }
        pool.acquire().close();
        assertThat(backend.created()).isOne();
    }

    @Test // POOL-162
    void aConnectionThatReachesAWaiterAsItGivesUpGoesToTheNext() {
        ScriptedPool pool = poolOf(config().maxSize(1).fairnessBound(Duration.ofMinutes(1)));
        for (int round = 0; round < 100; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            List<Task<Boolean>> waiters = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                waiters.add(start(() -> {
                    pool.acquire().close();
                    return true;
                }));
                untilPending(pool, i);
            }
            Task<Boolean> interrupter = start(() -> {
                waiters.get(0).interrupt();
                return true;
            });

            held.close();

            waiters.get(1).result();
            interrupter.result();
        }
    }

    @Test // POOL-147, POOL-152
    void nobodySleepsWhileConnectionsAreFree() {
        ScriptedPool pool = poolOf(config().maxSize(3));

        List<Task<Integer>> users = startMany(12, () -> {
            for (int round = 0; round < 300; round++) {
                try (Lease<ScriptedConnection> lease = pool.acquire()) {
                    lease.connection().use();
                }
            }
            return 300;
        });

        users.forEach(Task::result);
        assertThat(pool.getMetrics().pending()).isZero();
    }

    @ParameterizedTest // HikariCP #1909
    @EnumSource(Fairness.class)
    void aWaiterDoesNotStarveWhileArrivalsTakeWhatComesBack(Fairness fairness) {
        ScriptedPool pool = poolOf(config().maxSize(1).fairness(fairness));
        AtomicBoolean served = new AtomicBoolean();
        List<Task<Boolean>> arrivals = startMany(3, () -> {
            while (!served.get()) {
                pool.acquire().close();
            }
            return true;
        });
        until(() -> pool.getStatistics().acquired() > 100);

        for (int i = 0; i < 10; i++) {
            pool.acquire().close(); // Within its timeout, though three others never pause.
        }

        served.set(true);
        arrivals.forEach(Task::result);
    }

    @Test // POOL-303, POOL-310
    void waitersEndByTheirDeadlinesWhileTheFactoryFails() {
        ScriptedPool pool = poolOf(config());
        backend.creation().always(fail(new IOException("refused")));

        startMany(6, () -> pool.acquire(Duration.ofMillis(200)))
                .forEach(waiter -> assertThat(waiter.failure()).isInstanceOf(PoolTimeoutException.class));
    }

    @Test // POOL-303, POOL-310
    void waitersAreServedOnceTheFactoryWorksAgain() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        backend.die();
        List<Task<Boolean>> waiters = startMany(6, () -> {
            pool.acquire().close();
            return true;
        });
        untilPending(pool, 6);
        until(() -> backend.creation().ended() > 0);

        backend.heal();

        waiters.forEach(Task::result);
    }

    @Test // POOL-189, HikariCP
    void closeEndsEveryWait() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        List<Task<Lease<ScriptedConnection>>> waiters = startMany(6, pool::acquire);
        untilPending(pool, 6);

        pool.close(Duration.ZERO);

        waiters.forEach(waiter -> assertThat(waiter.failure()).isInstanceOf(PoolClosedException.class));
        held.close();
    }

    @Test // POOL-189
    void closeEndsEveryWaitThoughTheFactoryHangs() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        backend.creation().always(holdDeaf(backend.gate()));
        List<Task<Lease<ScriptedConnection>>> waiters = startMany(3, pool::acquire);
        untilPending(pool, 3);

        pool.close(Duration.ZERO);

        waiters.forEach(waiter -> assertThat(waiter.failure()).isInstanceOf(PoolClosedException.class));
    }

    @Test // POOL-240, POOL-424, HikariCP with a minimum of 0
    void anInvalidatedConnectionWakesAWaiter() {
        ScriptedPool pool = poolOf(config().minSize(0).maxSize(2));
        Lease<ScriptedConnection> first = pool.acquire();
        Lease<ScriptedConnection> second = pool.acquire();
        List<Task<Lease<ScriptedConnection>>> waiters = startMany(2, pool::acquire);
        untilPending(pool, 2);

        first.invalidate();
        second.invalidate();

        waiters.forEach(waiter -> waiter.result().close());
    }

    @Test // bb8 #167
    void aConnectionFoundBrokenOnReturnWakesAWaiter() {
        ScriptedPool pool = poolOf(config().minSize(0).maxSize(1).testOnReturn(true));
        Lease<ScriptedConnection> held = pool.acquire();
        Task<Lease<ScriptedConnection>> waiter = start(pool::acquire);
        untilPending(pool, 1);
        backend.validation().next(reject());

        held.close();

        assertThat(waiter.result().id()).isEqualTo(2);
        waiter.result().close();
    }

    @Test // POOL-240
    void aConnectionThatCouldNotEvenBeClosedWakesAWaiter() {
        ScriptedPool pool = poolOf(config().minSize(0).maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        Task<Lease<ScriptedConnection>> waiter = start(pool::acquire);
        untilPending(pool, 1);
        backend.destruction().next(fail(new IOException("close failed")));

        held.invalidate();

        assertThat(waiter.result().id()).isEqualTo(2);
        waiter.result().close();
    }

    @Test // POOL-418, POOL-420
    void aSpuriousWakeUpDoesNotProlongTheWait() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        Duration timeout = Duration.ofMillis(200);
        Task<Duration> waiter = start(() -> {
            long started = System.nanoTime();
            assertThatThrownBy(() -> pool.acquire(timeout)).isInstanceOf(PoolTimeoutException.class);
            return Duration.ofNanos(System.nanoTime() - started);
        });

        until(() -> {
            LockSupport.unpark(waiter.thread());
            return waiter.isDone();
        });

        assertThat(waiter.result()).isBetween(timeout, timeout.plusSeconds(2));
        held.close();
    }
}
