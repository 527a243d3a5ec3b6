package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.ConnectionState;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.Percentiles;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a pool tells of itself, with a clock that is moved by hand. */
class FiguresTest {

    private final Rig rig = new Rig(config -> config.minSize(0).maxSize(3));

    @Test
    void metricsCountWhatEachPlaceIsDoing() {
        rig.fill(2);
        rig.acquire();
        rig.engine.suspend();
        rig.engine.acquireAsync(SECONDS.toNanos(5));

        assertThat(rig.engine.metrics()).isEqualTo(new PoolMetrics(0, 1, 1, 0, 1, 0, 3));
    }

    @Test
    void metricsCountWhatIsConnectingAndClosing() {
        List<PoolMetrics> seen = new ArrayList<>();
        rig.connect = () -> {
            seen.add(rig.engine.metrics());
            return new Object();
        };
        rig.whenDestroyed = connection -> seen.add(rig.engine.metrics());

        TestLease lease = rig.acquire();
        lease.invalidate(null);
        rig.world.runAll();

        assertThat(seen).containsExactly(new PoolMetrics(1, 0, 0, 0, 1, 0, 3), new PoolMetrics(0, 0, 0, 1, 0, 0, 3));
    }

    @Test
    void aConnectionInUseTellsWhoHasItAndForHowLong() {
        rig.fill(1);
        rig.pass(Duration.ofSeconds(1));
        rig.acquire();
        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.engine.connections())
                .containsExactly(new ConnectionMetrics(
                        1,
                        ConnectionState.IN_USE,
                        Duration.ofSeconds(3),
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        2,
                        rig.slots()[0].generation,
                        Thread.currentThread().getName()));
    }

    @Test
    void anIdleConnectionTellsForHowLongItIsThat() {
        rig.fill(1);
        TestLease lease = rig.acquire();
        rig.pass(Duration.ofSeconds(2));
        rig.release(lease);
        rig.pass(Duration.ofSeconds(1));

        ConnectionMetrics connection = rig.engine.connections().get(0);
        assertThat(connection.state()).isEqualTo(ConnectionState.IDLE);
        assertThat(connection.age()).isEqualTo(Duration.ofSeconds(3));
        assertThat(connection.idleTime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(connection.heldTime()).isZero();
        assertThat(connection.holder()).isEmpty();
    }

    @Test
    void aConnectionThatIsMadeHasNoAgeYet() {
        List<ConnectionMetrics> seen = new ArrayList<>();
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(5));
        rig.connect = () -> {
            seen.addAll(rig.engine.connections());
            return new Object();
        };

        rig.acquire();

        assertThat(seen).singleElement().satisfies(connection -> {
            assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
            assertThat(connection.age()).isZero();
            assertThat(connection.idleTime()).isZero();
        });
    }

    @Test
    void statisticsOfAPoolThatWasNeverUsedAreZero() {
        rig.pass(Duration.ofSeconds(5));
        PoolStatistics statistics = rig.engine.statistics();

        assertThat(statistics.uptime()).isZero();
        assertThat(statistics.acquired()).isZero();
        assertThat(statistics.released()).isZero();
        assertThat(statistics.acquireFailures()).isEmpty();
        assertThat(statistics.evictions()).isEmpty();
        assertThat(statistics.waitTime()).isEqualTo(Percentiles.NONE);
        assertThat(statistics.usage()).isEqualTo(Percentiles.NONE);
        assertThat(statistics.creation()).isEqualTo(Percentiles.NONE);
    }

    @Test
    void statisticsCountLeasesOfPresentAndGoneConnections() {
        TestLease broken = rig.acquire();
        broken.invalidate(null);
        rig.world.runAll();
        rig.release(rig.acquire());
        rig.acquire();
        rig.pass(Duration.ofSeconds(7));

        PoolStatistics statistics = rig.engine.statistics();

        assertThat(statistics.uptime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(statistics.acquired()).isEqualTo(3);
        assertThat(statistics.released()).isEqualTo(2);
        assertThat(statistics.created()).isEqualTo(2);
        assertThat(statistics.destroyed()).isEqualTo(1);
        assertThat(statistics.evictions()).containsOnly(Map.entry(EvictionReason.BROKEN, 1L));
        assertThat(statistics.peakInUse()).isEqualTo(1);
        assertThat(statistics.resources().sockets()).isEqualTo(1);
        assertThat(statistics.resources().threads()).isZero();
        assertThat(statistics.resources().memoryBytes()).isGreaterThan(4_096);
    }

    @Test
    void theMostConnectionsInUseAreSeenWithEachNewOne() {
        Rig rig = new Rig(config -> config.maxSize(3));

        List.of(rig.acquire(), rig.acquire(), rig.acquire()).forEach(rig::release);

        assertThat(rig.engine.statistics().peakInUse()).isEqualTo(3);
    }

    @Test
    void statisticsCountFailuresByReason() {
        rig.connect = () -> {
            throw new IOException("Refused");
        };
        assertThatThrownBy(() -> rig.engine.acquire(SECONDS.toNanos(1))).isInstanceOf(PoolTimeoutException.class);
        rig.engine.close(0);
        assertThatThrownBy(rig::acquire).hasMessageContaining("closed");

        PoolStatistics statistics = rig.engine.statistics();

        assertThat(statistics.acquireFailures())
                .containsOnly(Map.entry(AcquireFailure.TIMEOUT, 1L), Map.entry(AcquireFailure.CLOSED, 1L));
        assertThat(statistics.creationFailures()).isGreaterThanOrEqualTo(3);
        assertThat(statistics.created()).isZero();
        assertThat(statistics.peakPending()).isEqualTo(1);
    }

    @Test
    void waitsOfThoseThatHadNotToWaitAreZero() {
        rig.fill(1);
        rig.release(rig.acquire());
        rig.release(rig.acquire());

        Percentiles waits = rig.engine.statistics().waitTime();

        assertThat(waits.count()).isEqualTo(3);
        assertThat(waits.p50()).isZero();
    }

    @Test
    void timesAreThoseThatPassed() {
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(60));
        rig.connect = () -> {
            rig.pass(Duration.ofSeconds(2));
            return new Object();
        };
        TestLease lease = rig.acquire();
        rig.pass(Duration.ofSeconds(4));
        rig.release(lease);

        PoolStatistics statistics = rig.engine.statistics();

        assertThat(statistics.waitTime()).satisfies(times -> isOnce(times, 2));
        assertThat(statistics.creation()).satisfies(times -> isOnce(times, 2));
        assertThat(statistics.usage()).satisfies(times -> isOnce(times, 4));
    }

    @Test
    void ofTheUsesOfAConnectionThatFollowEachOtherAtOnceTheFirstIsTimed() {
        for (int i = 0; i < 5; i++) {
            rig.release(rig.acquire());
        }
        assertThat(rig.engine.statistics().usage().count()).isEqualTo(1);
        rig.pass(Duration.ofMillis(100));
        for (int i = 0; i < 5; i++) {
            rig.release(rig.acquire());
        }

        assertThat(rig.engine.statistics().usage().count()).isEqualTo(2);
    }

    @Test
    void eachConnectionIsASocketAndTakesTheSameMemory() {
        rig.engine.resume();
        long[] memory = new long[3];
        for (int i = 0; i < memory.length; i++) {
            assertThat(rig.engine.statistics().resources().sockets()).isEqualTo(i);
            memory[i] = rig.engine.statistics().resources().memoryBytes();
            rig.acquire();
        }

        assertThat(memory[0]).isGreaterThan(4_096);
        assertThat(memory[2] - memory[1]).isBetween(100L, 2_000L);
    }

    @Test
    void aConnectionThatIsBeingClosedIsStillASocket() {
        List<Integer> sockets = new ArrayList<>();
        TestLease lease = rig.acquire();
        rig.whenDestroyed =
                connection -> sockets.add(rig.engine.statistics().resources().sockets());

        lease.invalidate(null);
        rig.world.runAll();

        assertThat(sockets).containsExactly(1);
    }

    private static void isOnce(Percentiles times, long seconds) {
        assertThat(times.count()).isEqualTo(1);
        for (Duration time : List.of(times.mean(), times.p50(), times.p90(), times.p99(), times.p999(), times.max())) {
            assertThat(time).isBetween(Duration.ofMillis(seconds * 990), Duration.ofMillis(seconds * 1_010));
        }
    }

    @Test
    void aHolderThatHasEndedIsKnownByItsNumber() throws InterruptedException {
        Rig rig = new Rig(config -> config.maxSize(2));
        rig.acquire();
        Thread other = new Thread(rig::acquire, "gone soon");
        other.start();
        other.join();

        assertThat(rig.engine.connections())
                .extracting(ConnectionMetrics::holderName)
                .containsExactly(Thread.currentThread().getName(), "thread " + other.getId());
    }

    @Test
    void aThreadThatGivesAnothersNumberIsNotTakenForTheHolder() throws InterruptedException {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.acquire();
        long me = Thread.currentThread().getId();
        CountDownLatch end = new CountDownLatch(1);
        Thread impostor = new Thread(() -> awaitUninterruptibly(end), "impostor") {
            @Override
            @SuppressWarnings(
                    "deprecation") // Newer JDKs have another, final method; the engine runs on older ones, too.
            public long getId() {
                return me;
            }
        };
        impostor.start();

        try {
            assertThat(rig.engine.connections())
                    .extracting(ConnectionMetrics::holderName)
                    .containsExactly(Thread.currentThread().getName());
        } finally {
            end.countDown();
            impostor.join();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
