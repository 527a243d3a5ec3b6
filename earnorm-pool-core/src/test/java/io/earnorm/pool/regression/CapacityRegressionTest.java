package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What went wrong in other pools with their counts. The backend watches the ceiling in each test. */
class CapacityRegressionTest extends ScriptedTestCase {

    private static void allPlacesCanBeLeased(ScriptedPool pool) {
        List<Lease<ScriptedConnection>> all = new ArrayList<>();
        for (int i = 0; i < pool.config().maxSize(); i++) {
            all.add(pool.acquire());
        }
        assertThat(pool.getMetrics().inUse()).isEqualTo(pool.config().maxSize());
        all.forEach(Lease::close);
    }

    private List<Task<Boolean>> users(ScriptedPool pool, int rounds) {
        List<Task<Boolean>> users = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            users.add(start(() -> {
                for (int round = 0; round < rounds; round++) {
                    Lease<ScriptedConnection> lease = pool.acquire();
                    lease.connection().use();
                    if (ThreadLocalRandom.current().nextInt(4) == 0) {
                        lease.invalidate();
                    } else {
                        lease.close();
                    }
                }
                return true;
            }));
        }
        return users;
    }

    @Test // POOL-107, POOL-135
    void noMoreThanMaxSizeAreOpenUnderLoad() {
        ScriptedPool pool = poolOf(config().maxSize(3).maxConnecting(3));

        users(pool, 300).forEach(Task::result);

        assertThat(backend.peak()).isLessThanOrEqualTo(3);
        allPlacesCanBeLeased(pool);
    }

    @Test // reactor-pool, Agroal
    void aPlaceIsNotGivenAwayBeforeTheBackendHasClosedItsConnection() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Gate gate = backend.gate();
        backend.destruction().next(holdDeaf(gate));

        pool.acquire().invalidate();
        gate.awaitArrival();

        assertThat(pool.getMetrics().closing()).isOne();
        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50))).isInstanceOf(PoolTimeoutException.class);
        assertThat(backend.creation().begun()).isOne();
        gate.open();
        pool.acquire().close();
    }

    @Test // POOL-133, POOL-243
    void aFactoryThatThrowsDoesNotLeakTheCount() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        backend.creation()
                .next(
                        fail(new IOException("refused")),
                        fail(new IllegalStateException("bug")),
                        fail(new OutOfMemoryError("scripted")),
                        fail(new ExceptionInInitializerError("scripted")));

        allPlacesCanBeLeased(pool);

        assertThat(pool.getMetrics().total()).isEqualTo(2);
        assertThat(pool.getMetrics().connecting()).isZero();
    }

    @Test // POOL-133
    void aDestructionThatThrowsDoesNotLeakTheCount() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        backend.destruction().always(fail(new IOException("close failed")));
        for (int round = 0; round < 5; round++) {
            pool.acquire().invalidate();
            backend.destruction().next(fail(new StackOverflowError("scripted")));
        }

        allPlacesCanBeLeased(pool);
    }

    @Test // POOL-192, POOL-391, POOL-401
    void clearDoesNotLeakCapacity() {
        ScriptedPool pool = poolOf(config().maxSize(3));
        List<Task<Boolean>> users = users(pool, 200);

        while (!users.stream().allMatch(Task::isDone)) {
            pool.clear();
        }

        users.forEach(Task::result);
        allPlacesCanBeLeased(pool);
    }

    @Test // POOL-391
    void clearServesThoseThatWait() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        Task<Lease<ScriptedConnection>> waiter = start(pool::acquire);
        until(() -> pool.getMetrics().pending() == 1);

        pool.clear();
        held.close();

        waiter.result().close();
        allPlacesCanBeLeased(pool);
    }

    @Test // POOL-184, POOL-287, POOL-340
    void evictionMayRaceWithBorrowAndReturn() {
        ScriptedPool pool = poolOf(config().maxSize(3)
                .maxIdleTime(Duration.ofMillis(1))
                .keepaliveTime(Duration.ofMillis(1))
                .validationInterval(Duration.ZERO));
        List<Task<Boolean>> users = users(pool, 150);
        AtomicBoolean done = new AtomicBoolean();
        Task<Boolean> evictor = start(() -> {
            while (!done.get()) {
                pool.cleanup();
            }
            return true;
        });

        users.forEach(Task::result);
        done.set(true);
        evictor.result();

        allPlacesCanBeLeased(pool);
        until(() -> pool.getMetrics().total() == 0);
        assertThat(backend.destroyed()).isEqualTo(backend.created());
    }

    @Test // POOL-419
    void returnAndInvalidationOfOneLeaseMayRace() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        for (int round = 0; round < 100; round++) {
            Lease<ScriptedConnection> lease = pool.acquire();
            CountDownLatch go = new CountDownLatch(1);
            Task<Boolean> returner = start(() -> {
                go.await();
                lease.close();
                return true;
            });
            go.countDown();
            lease.invalidate();
            returner.result();
        }
        allPlacesCanBeLeased(pool);
        assertThat(pool.events().count("released")).isEqualTo(101);
        assertThat(backend.open()).hasSize(1);
    }
}
