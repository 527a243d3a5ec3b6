package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.ConnectionState;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a pool tells about itself when it is asked. */
interface MetricsContract<C> extends PoolContract<C> {

    @Test
    default void metricsCountWhatThereIs() {
        Pool<C> pool = poolOf(config().minSize(0).maxSize(2));
        assertThat(pool.getMetrics()).isEqualTo(new PoolMetrics(0, 0, 0, 0, 0, 0, 2));

        Lease<C> first = pool.acquire();
        Lease<C> second = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);
        assertThat(pool.getMetrics()).isEqualTo(new PoolMetrics(0, 0, 2, 0, 1, 0, 2));
        assertThat(pool.getMetrics().utilization()).isEqualTo(1.0);

        first.close();
        waiting.result().close();
        second.close();
        until(() -> pool.getMetrics().equals(new PoolMetrics(0, 2, 0, 0, 0, 0, 2)));
        assertThat(pool.getMetrics().utilization()).isZero();

        pool.close();
        assertThat(pool.getMetrics().total()).isZero();
    }

    @Test
    default void everyConnectionIsListedInOrderOfCreationWithItsHolder() {
        Pool<C> pool = poolOf(config().maxSize(2));
        Lease<C> first = pool.acquire();
        Lease<C> second = pool.acquire();
        List<Lease<C>> leases = List.of(first, second);
        leases.stream().filter(lease -> lease.id() == 2).forEach(Lease::close);
        until(() -> pool.getMetrics().idle() == 1);

        List<ConnectionMetrics> connections = pool.getConnections();

        assertThat(connections).extracting(ConnectionMetrics::id).containsExactly(1L, 2L);
        ConnectionMetrics held = connections.get(0);
        assertThat(held.state()).isEqualTo(ConnectionState.IN_USE);
        assertThat(held.holder()).contains(Thread.currentThread().getName());
        assertThat(held.idleTime()).isZero();
        assertThat(held.uses()).isOne();
        assertThat(held.age()).isPositive();
        ConnectionMetrics idle = connections.get(1);
        assertThat(idle.state()).isEqualTo(ConnectionState.IDLE);
        assertThat(idle.holder()).isEmpty();
        assertThat(idle.heldTime()).isZero();
        assertThat(idle.uses()).isOne();
        leases.forEach(Lease::close);
    }

    @Test
    default void usesCountHowOftenAConnectionWasLeased() {
        Pool<C> pool = poolOf(config().maxSize(1));
        for (int uses = 1; uses <= 20; uses++) {
            pool.acquire().close();
            assertThat(pool.getConnections()).hasSize(1);
            assertThat(pool.getConnections().get(0).uses()).isEqualTo(uses);
        }
    }

    @Test
    default void clearMovesConnectionsToANewGeneration() {
        Pool<C> pool = poolOf(config().maxSize(1));
        pool.acquire().close();
        long before = pool.getConnections().get(0).generation();

        pool.clear();

        try (Lease<C> lease = pool.acquire()) {
            until(() -> pool.getConnections().size() == 1);
            assertThat(pool.getConnections().get(0).generation()).isGreaterThan(before);
        }
    }

    @Test
    default void statisticsCountWhatHappened() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        assertThatThrownBy(() -> pool.acquire(SHORT)).isInstanceOf(PoolTimeoutException.class);
        held.close();
        for (int i = 0; i < 9; i++) {
            pool.acquire().close();
        }
        pool.acquire().invalidate();
        until(() -> pool.getMetrics().total() == 0);

        PoolStatistics statistics = pool.getStatistics();

        assertThat(statistics.created()).isOne();
        assertThat(statistics.creationFailures()).isZero();
        assertThat(statistics.destroyed()).isOne();
        assertThat(statistics.acquired()).isEqualTo(11);
        assertThat(statistics.released()).isEqualTo(11);
        assertThat(statistics.acquireFailures()).containsOnly(Map.entry(AcquireFailure.TIMEOUT, 1L));
        assertThat(statistics.evictions()).containsOnly(Map.entry(EvictionReason.BROKEN, 1L));
        assertThat(statistics.leaksDetected()).isZero();
        assertThat(statistics.peakInUse()).isOne();
        assertThat(statistics.peakPending()).isOne();
        assertThat(statistics.uptime()).isPositive();
        assertThat(statistics.creation().count()).isOne();
        assertThat(statistics.creation().max()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(statistics.usage().count()).isPositive();
        assertThat(statistics.waitTime().max()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    default void statisticsOfAPoolThatWasNeverUsedAreEmpty() {
        PoolStatistics statistics = poolOf(config()).getStatistics();

        assertThat(statistics.uptime()).isZero();
        assertThat(statistics.acquired()).isZero();
        assertThat(statistics.acquireFailures()).isEmpty();
        assertThat(statistics.evictions()).isEmpty();
        assertThat(statistics.waitTime().count()).isZero();
        assertThat(statistics.resources().sockets()).isZero();
    }

    @Test
    default void resourcesTellWhatThePoolCostsItsProcess() {
        Pool<C> pool = poolOf(config().maxSize(2));
        try (Lease<C> first = pool.acquire();
                Lease<C> second = pool.acquire()) {
            assertThat(pool.getStatistics().resources().sockets()).isEqualTo(2);
            assertThat(pool.getStatistics().resources().memoryBytes()).isPositive();
        }
        pool.close();
        assertThat(pool.getStatistics().resources().sockets()).isZero();
    }
}
