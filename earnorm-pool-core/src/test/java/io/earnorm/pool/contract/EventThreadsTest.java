package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.metrics.ConnectionState;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** On which thread events are delivered, and what connections are doing meanwhile. */
class EventThreadsTest extends ScriptedTestCase {

    @Test
    void eventsAreDeliveredOnTheThreadThatCausesThem() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Map<String, Thread> heardOn = new ConcurrentHashMap<>();
        pool.addListener(new PoolListener() {
            @Override
            public void connectionCreated(long id) {
                heardOn.put("created", Thread.currentThread());
            }

            @Override
            public void connectionReady(long id, Duration took) {
                heardOn.put("ready", Thread.currentThread());
            }

            @Override
            public void acquired(long id, Duration waited) {
                heardOn.put("acquired", Thread.currentThread());
            }

            @Override
            public void released(long id, Duration held) {
                heardOn.put("released", Thread.currentThread());
            }

            @Override
            public void poolCleared() {
                heardOn.put("cleared", Thread.currentThread());
            }
        });
        backend.creation().next(() -> heardOn.put("creating", Thread.currentThread()) == null);

        Lease<ScriptedConnection> lease = pool.acquire();
        Task<Boolean> releaser = start(() -> {
            lease.close();
            return true;
        });
        releaser.result();
        pool.clear();

        assertThat(heardOn)
                .containsEntry("created", heardOn.get("creating"))
                .containsEntry("ready", heardOn.get("creating"))
                .containsEntry("acquired", Thread.currentThread())
                .containsEntry("released", releaser.thread())
                .containsEntry("cleared", Thread.currentThread());
    }

    @Test
    void aConnectionBeingMadeIsListedAsConnecting() {
        ScriptedPool pool = poolOf(config());
        Gate gate = backend.gate();
        backend.creation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        gate.awaitArrival();

        assertThat(pool.getMetrics().connecting()).isOne();
        assertThat(pool.getConnections()).singleElement().satisfies(connection -> {
            assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
            assertThat(connection.age()).isZero();
            assertThat(connection.uses()).isZero();
        });
        gate.open();
        waiting.result().close();
    }

    @Test
    void aConnectionBeingValidatedIsReservedAndCountsAsIdle() {
        ScriptedPool pool = poolOf(config().maxSize(1).validationInterval(Duration.ZERO));
        pool.acquire().close();
        Gate gate = backend.gate();
        backend.validation().next(holdDeaf(gate));
        Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
        gate.awaitArrival();

        assertThat(pool.getMetrics().idle()).isOne();
        assertThat(pool.getConnections())
                .singleElement()
                .satisfies(connection -> assertThat(connection.state()).isEqualTo(ConnectionState.RESERVED));
        gate.open();
        waiting.result().close();
    }

    @Test
    void aConnectionBeingDestroyedIsClosing() {
        ScriptedPool pool = poolOf(config());
        Gate gate = backend.gate();
        backend.destruction().next(holdDeaf(gate));
        pool.acquire().invalidate();
        gate.awaitArrival();

        assertThat(pool.getMetrics().closing()).isOne();
        assertThat(pool.getConnections())
                .singleElement()
                .satisfies(connection -> assertThat(connection.state()).isEqualTo(ConnectionState.CLOSING));
        assertThat(pool.getStatistics().destroyed()).isZero();
        gate.open();
        until(() -> pool.getStatistics().destroyed() == 1);
    }

    @Test
    void theWaitsOfThoseThatFoundAnIdleConnectionCountAsZero() {
        ScriptedPool pool = poolOf(config());
        for (int i = 0; i < 100; i++) {
            pool.acquire().close();
        }

        var waits = pool.getStatistics().waitTime();

        assertThat(waits.count()).isEqualTo(100);
        assertThat(waits.p50()).isZero();
        assertThat(pool.getStatistics().usage().count()).isBetween(1L, 100L);
    }
}
