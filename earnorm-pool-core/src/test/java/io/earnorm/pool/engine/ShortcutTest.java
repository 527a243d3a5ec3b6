package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When a lease takes the short way, which shows in that nobody looks at the exact time. */
class ShortcutTest {

    /** Exact and coarse time move only when a test says so, and each look at the exact time counts. */
    private static final class Looks implements EngineClock {

        long time = 1_000_000;
        int looks;
        int kept;
        boolean stopped;

        @Override
        public long nanoTime() {
            looks++;
            return time;
        }

        @Override
        public long coarseTime() {
            return stopped ? STOPPED : time;
        }

        @Override
        public void keepCoarseTime() {
            kept++;
        }
    }

    private final Looks clock = new Looks();

    private Rig rig(UnaryOperator<PoolConfig.Builder> config) {
        return rig(config, Resilience.disabled());
    }

    /** One idle connection, used a moment ago, and nobody who listens. */
    private Rig rig(UnaryOperator<PoolConfig.Builder> config, Resilience resilience) {
        ManualWorkers world = new ManualWorkers();
        Rig rig = new Rig(
                builder -> config.apply(builder.maxSize(1).lifetimeJitter(0)),
                resilience,
                new Surroundings(clock, world, world, () -> 0));
        TestLease first = rig.acquire();
        rig.engine.removeListener(rig);
        rig.release(first);
        world.runAll();
        return rig;
    }

    private int looksOfAPair(Rig rig) {
        clock.looks = 0;
        rig.release(rig.acquire());
        return clock.looks;
    }

    @Test
    void aLeaseInTheSameTickLooksAtNoTime() {
        Rig rig = rig(config -> config);

        assertThat(looksOfAPair(rig)).isZero();
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        assertThat(rig.engine.statistics().acquired()).isEqualTo(2);
    }

    @Test
    void theFirstLeaseInAnotherTickLooksAtTheTimeAndTheNextDoesNot() {
        Rig rig = rig(config -> config);
        clock.time += EngineClock.COARSE_NANOS;

        assertThat(looksOfAPair(rig)).isPositive();
        assertThat(looksOfAPair(rig)).isZero();
    }

    @Test
    void aLeaseThatLastsLongerThanItsTickEndsTheLongWay() {
        Rig rig = rig(config -> config);
        TestLease lease = rig.acquire();
        clock.time += EngineClock.COARSE_NANOS;
        clock.looks = 0;

        rig.release(lease);

        assertThat(clock.looks).isPositive();
        assertThat(rig.slots()[0].lastUsed).isEqualTo(rig.slots()[0].leasedAt);
    }

    @Test
    void whileNobodyKeepsTheCoarseTimeEveryLeaseLooksAtTheExactOne() {
        clock.stopped = true;
        Rig rig = rig(config -> config);

        assertThat(looksOfAPair(rig)).isPositive();
        assertThat(looksOfAPair(rig)).isPositive();
    }

    @Test
    void theFirstUseOfAConnectionAsksForTheCoarseTimeAndSoDoesEachSixteenthAfterIt() {
        clock.stopped = true;
        Rig rig = rig(config -> config);
        assertThat(clock.kept).isEqualTo(1);
        for (int i = 0; i < 16; i++) {
            assertThat(clock.kept).isEqualTo(1);
            rig.release(rig.acquire());
        }

        assertThat(clock.kept).isEqualTo(2);
    }

    @Test
    void aListenerForLeasesIsToldOfEach() {
        Rig rig = rig(config -> config);
        rig.engine.addListener(rig);
        rig.events.clear();

        assertThat(looksOfAPair(rig)).isPositive();
        assertThat(rig.events).containsExactly("acquired 1", "released 1");

        rig.engine.removeListener(rig);
        assertThat(looksOfAPair(rig)).isZero();
    }

    @Test
    void aListenerForOtherThingsCostsNothing() {
        Rig rig = rig(config -> config);
        rig.engine.addListener(new PoolListener() {
            @Override
            public void poolClosed() {}
        });

        assertThat(looksOfAPair(rig)).isZero();
    }

    @Test
    void whatIsToBeDoneAtEachLeaseTakesTheLongWay() {
        assertThat(looksOfAPair(rig(config -> config.testOnReturn(true)))).isPositive();
        assertThat(looksOfAPair(rig(config -> config.leakDetectionThreshold(Duration.ofHours(1)))))
                .isPositive();
        assertThat(looksOfAPair(rig(config -> config.leakReclaimTimeout(Duration.ofHours(1)))))
                .isPositive();
    }

    @Test
    void timesThatEndWithinTwoTicksAreLookedAtEachTime() {
        assertThat(looksOfAPair(rig(config -> config.validationInterval(Duration.ofMillis(20)))))
                .isPositive();
        assertThat(looksOfAPair(rig(config -> config.validationInterval(Duration.ofMillis(21)))))
                .isZero();
        assertThat(looksOfAPair(rig(config -> config.validateOnBorrow(false).validationInterval(Duration.ofMillis(1)))))
                .isZero();
        assertThat(looksOfAPair(rig(config -> config.maxIdleTime(Duration.ofMillis(20)))))
                .isPositive();
        assertThat(looksOfAPair(rig(config -> config.maxIdleTime(Duration.ofMillis(21)))))
                .isZero();
        assertThat(looksOfAPair(rig(config -> config.maxIdleTime(Duration.ZERO))))
                .isZero();
    }

    @Test
    void aConnectionWhoseLifeEndsWithinTwoTicksIsLookedAtEachTime() {
        assertThat(looksOfAPair(rig(config -> config.maxLifetime(Duration.ofMillis(20)))))
                .isPositive();
        assertThat(looksOfAPair(rig(config -> config.maxLifetime(Duration.ofMillis(21)))))
                .isZero();
    }

    @Test
    void anInterruptedThreadGetsNothingAlsoWhereAllIsQuiet() {
        Rig rig = rig(config -> config);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(rig::acquire).isInstanceOf(AcquireInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aLeaseEndsOnceAndALateEndDoesNotTouchTheNext() {
        Rig rig = rig(config -> config);
        TestLease lease = rig.acquire();

        assertThat(lease.slot().release(lease.stamp())).isTrue();
        assertThat(lease.slot().release(lease.stamp())).isFalse();
        TestLease next = rig.acquire();
        assertThat(lease.slot().release(lease.stamp())).isFalse();

        assertThat(next.slot().isLeased(next.stamp())).isTrue();
        assertThat(next.slot().isLeased(lease.stamp())).isFalse();
        assertThat(rig.engine.tryAcquire()).isNull();
    }

    @Test
    void nothingOfAnOlderGenerationIsLentInTheSameTick() {
        Rig rig = rig(config -> config.maxSize(2));
        TestLease held = rig.acquire();
        rig.engine.clear();

        rig.release(held);

        assertThat(rig.acquire().slot().id()).isEqualTo(2);
    }

    @Test
    void aPoolThatWasPausedLendsAndTakesBackNothingTheShortWay() {
        Rig rig = rig(config -> config);
        rig.engine.suspend();

        assertThat(rig.engine.tryAcquire()).isNull();
    }

    @Test
    void afterAFailureLeasesGoTheLongWayUntilTwentyEndedWell() {
        Rig rig = rig(
                config -> config.maxSize(2),
                Resilience.builder()
                        .name("backend")
                        .circuitBreaker(CircuitBreakerPolicy.builder().build())
                        .build());
        TestLease broken = rig.acquire();
        rig.broken = (connection, failure) -> true;
        broken.invalidate(new IOException("Broken"));
        TestLease lease = rig.acquire();
        lease.complete();
        rig.engine.cleanup(); // Nothing is left that the suspicion could be about.

        for (int i = 0; i < 19; i++) {
            assertThat(looksOfAPair(rig)).isPositive();
        }

        assertThat(looksOfAPair(rig)).isZero();
    }

    @Test
    void aConnectionThatComesBackAtTheEndOfItsLifeGoesAtOnce() {
        Rig rig = new Rig(config -> config.maxLifetime(Duration.ofMillis(100)).lifetimeJitter(0));
        TestLease lease = rig.acquire();
        rig.pass(Duration.ofMillis(100));

        rig.release(lease);

        assertThat(rig.slots()[0].state()).isEqualTo(Slot.CLOSING);
    }
}
