package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.hold;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What went wrong in other pools when an asynchronous acquire was given up. */
class CancellationRegressionTest extends ScriptedTestCase {

    @Test // Lettuce #3607, Lettuce #3609, reactor-pool #124, reactor-pool #331
    void anAcquireCancelledJustAsItIsServedLosesNoConnection() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        for (int round = 0; round < 200; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            CompletableFuture<Lease<ScriptedConnection>> future = pool.acquireAsync();
            CountDownLatch go = new CountDownLatch(1);
            Task<Boolean> canceller = start(() -> {
                go.await();
                return future.cancel(true);
            });

            go.countDown();
            held.close();

            if (!canceller.result()) {
                future.join().close(); // It was served first, so the caller has a lease to end.
            }
        }
        pool.acquire().close();
        assertThat(backend.created()).isOne();
        until(() -> pool.events().count("acquireStarted")
                == pool.events().count("acquired") + pool.events().count("acquireFailed"));
    }

    @Test // reactor-pool #124
    void aConnectionMadeForACancelledAcquireJoinsTheIdleOnes() {
        ScriptedPool pool = poolOf(config());
        Gate gate = backend.gate();
        backend.creation().next(hold(gate));
        CompletableFuture<Lease<ScriptedConnection>> future = pool.acquireAsync();
        gate.awaitArrival();

        future.cancel(true);
        assertThat(pool.getMetrics().pending()).isZero();
        gate.open();

        until(() -> pool.getMetrics().idle() == 1);
        pool.acquire(Duration.ZERO).close();
    }

    @Test // reactor-pool #331
    void aConnectionValidatedForACancelledAcquireGoesToTheNext() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(1).validationInterval(Duration.ZERO));
        pool.acquire().close();
        Gate gate = backend.gate();
        backend.validation().next(hold(gate));
        CompletableFuture<Lease<ScriptedConnection>> cancelled = pool.acquireAsync();
        gate.awaitArrival();
        CompletableFuture<Lease<ScriptedConnection>> next = pool.acquireAsync();

        cancelled.cancel(true);
        gate.open();

        next.get(10, TimeUnit.SECONDS).close();
        assertThat(backend.created()).isOne();
    }

    @Test // Lettuce #3609
    void acquiresCancelledAnywhereInTheQueueLeaveTheOthersInOrder() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        List<CompletableFuture<Lease<ScriptedConnection>>> futures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            futures.add(pool.acquireAsync());
        }
        for (int i : new int[] {0, 3, 5}) {
            futures.get(i).cancel(false);
        }
        assertThat(pool.getMetrics().pending()).isEqualTo(3);

        held.close();

        for (int i : new int[] {1, 2, 4}) {
            Lease<ScriptedConnection> lease = futures.get(i).get(10, TimeUnit.SECONDS);
            assertThat(futures.stream().filter(future -> !future.isDone())).hasSize(i == 1 ? 2 : i == 2 ? 1 : 0);
            lease.close();
        }
    }

    @Test // Lettuce #3607
    void aFutureThatTimesOutByItselfGivesItsPlaceBack() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();

        CompletableFuture<Lease<ScriptedConnection>> impatient =
                pool.acquireAsync().orTimeout(10, TimeUnit.MILLISECONDS);

        until(impatient::isCompletedExceptionally);
        until(() -> pool.getMetrics().pending() == 0);
        held.close();
        pool.acquireAsync().get(10, TimeUnit.SECONDS).close();
    }
}
