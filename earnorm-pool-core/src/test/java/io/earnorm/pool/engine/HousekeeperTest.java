package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Sweeps: when, and what they do. */
class HousekeeperTest {

    private static final Duration OFF = Duration.ZERO;

    @Test
    void aConnectionThatIdlesForTooLongGoesAfterThatAndNotBefore() {
        Rig rig = new Rig(config -> config.maxIdleTime(Duration.ofSeconds(8)).keepaliveTime(OFF));
        rig.fill(2);

        rig.pass(Duration.ofSeconds(7));
        assertThat(rig.engine.metrics().idle()).isEqualTo(2);
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.events).contains("destroyed 1 IDLE", "destroyed 2 IDLE");
    }

    @Test
    void aConnectionMayIdleForEverWhereThatIsOff() {
        Rig rig = new Rig(config -> config.maxIdleTime(OFF).maxLifetime(OFF).keepaliveTime(OFF));
        rig.fill(2);

        rig.pass(Duration.ofHours(10));

        assertThat(rig.engine.metrics().idle()).isEqualTo(2);
    }

    @Test
    void theFloorIsKept() {
        Rig rig = new Rig(
                config -> config.minSize(1).maxIdleTime(Duration.ofSeconds(8)).keepaliveTime(OFF));
        rig.fill(3);

        rig.pass(Duration.ofSeconds(60));

        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void theFloorIsFilledAgainWhenConnectionsDieOfAge() {
        Rig rig = new Rig(config -> config.minSize(2)
                .maxLifetime(Duration.ofSeconds(10))
                .lifetimeJitter(0)
                .keepaliveTime(OFF));
        rig.fill(2);

        rig.pass(Duration.ofSeconds(9));
        assertThat(rig.destroyed).isEmpty();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.events).contains("destroyed 1 EXPIRED", "destroyed 2 EXPIRED");
        assertThat(rig.engine.metrics().idle()).isEqualTo(2);
    }

    @Test
    void idleConnectionsAreAskedOnceInEachInterval() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = new Rig(config -> config.keepaliveTime(Duration.ofSeconds(10)));
        rig.validate = connection -> asked.incrementAndGet() > 0;
        rig.fill(2);

        rig.pass(Duration.ofSeconds(9));
        assertThat(asked).hasValue(0);
        rig.pass(Duration.ofSeconds(1));
        assertThat(asked).hasValue(2);
        rig.pass(Duration.ofSeconds(10));

        assertThat(asked).hasValue(4);
    }

    @Test
    void atMost32AreAskedAtOnce() {
        Rig rig = new Rig(
                config -> config.maxSize(40).maxConnecting(40).maxIdleTime(OFF).keepaliveTime(Duration.ofSeconds(10)));
        rig.fill(40);
        List<Integer> others = new ArrayList<>();
        rig.validate = connection -> others.add(rig.world.queued());

        rig.pass(Duration.ofSeconds(10));
        assertThat(others).hasSize(32).startsWith(31);
        rig.pass(Duration.ofSeconds(1));

        assertThat(others).as("the rest, at the next sweep").hasSize(40);
    }

    @Test
    void nobodyIsAskedWhereKeepaliveIsOffOrThePoolDoesNotRun() {
        AtomicInteger asked = new AtomicInteger();
        Rig off = new Rig(config -> config.keepaliveTime(OFF));
        Rig suspended = new Rig(config -> config.keepaliveTime(Duration.ofSeconds(10)));
        for (Rig rig : List.of(off, suspended)) {
            rig.validate = connection -> asked.incrementAndGet() > 0;
            rig.fill(2);
        }
        suspended.engine.suspend();

        off.pass(Duration.ofSeconds(60));
        suspended.pass(Duration.ofSeconds(60));

        assertThat(asked).hasValue(0);
    }

    @Test
    void aConnectionThatDoesNotAnswerIsReplacedUpToTheFloor() {
        Rig rig = new Rig(config -> config.minSize(1).keepaliveTime(Duration.ofSeconds(10)));
        rig.fill(1);
        rig.validate = connection -> false;

        rig.pass(Duration.ofSeconds(13));

        assertThat(rig.events).contains("destroyed 1 INVALID", "ready 2");
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aLeaseThatIsHeldForLongIsReportedOnce() {
        Rig rig = new Rig(config -> config.leakDetectionThreshold(Duration.ofSeconds(4)));
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(10));
        TestLease lease = rig.acquire();

        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.events).doesNotContain("leak 1");
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.events).contains("leak 1");
        rig.pass(Duration.ofSeconds(60));

        assertThat(rig.events).containsOnlyOnce("leak 1");
        assertThat(rig.engine.statistics().leaksDetected()).isEqualTo(1);
        assertThat(rig.release(lease)).as("it is still a lease").isTrue();
    }

    @Test
    void theNextLeaseOfTheSameConnectionIsReportedAgain() {
        Rig rig = new Rig(config -> config.maxSize(1).leakDetectionThreshold(Duration.ofSeconds(4)));
        TestLease first = rig.acquire();
        rig.pass(Duration.ofSeconds(10));
        rig.release(first);

        rig.acquire();
        rig.pass(Duration.ofSeconds(10));

        assertThat(rig.events).filteredOn("leak 1"::equals).hasSize(2);
    }

    @Test
    void aLeaseThatIsHeldForTooLongIsTakenAwayAndReported() {
        Rig rig = new Rig(config -> config.maxSize(1).leakReclaimTimeout(Duration.ofSeconds(8)));
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(20));
        TestLease lease = rig.acquire();

        rig.pass(Duration.ofSeconds(7));
        assertThat(rig.engine.metrics().inUse()).isEqualTo(1);
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.events).containsSubsequence("leak 1", "released 1", "destroyed 1 LEAKED");
        assertThat(rig.release(lease)).as("it has ended").isFalse();
        assertThat(rig.engine.metrics().total()).isZero();
    }

    /** A world whose clock can go on while nothing else does. */
    private static final class Skewed {

        final ManualWorkers world = new ManualWorkers();
        final AtomicInteger scheduled = new AtomicInteger();
        long skew;

        Rig rig(UnaryOperator<PoolConfig.Builder> config) {
            Workers counting = new Workers() {
                @Override
                public void execute(Runnable task) {
                    world.execute(task);
                }

                @Override
                public Cancellation schedule(long delayNanos, Runnable task) {
                    scheduled.incrementAndGet();
                    return world.schedule(delayNanos, task);
                }
            };
            return new Rig(
                    config,
                    Resilience.disabled(),
                    new Surroundings(() -> world.nanoTime() + skew, counting, world, () -> 0));
        }
    }

    @Test
    void cleanupSweepsInTheCallerAndTellsHowManyItEvicted() {
        Skewed skewed = new Skewed();
        Rig rig = skewed.rig(config -> config.maxIdleTime(Duration.ofSeconds(60))
                .leakReclaimTimeout(Duration.ofSeconds(50))
                .keepaliveTime(OFF));
        rig.fill(2);
        TestLease leak = rig.acquire();

        assertThat(rig.engine.cleanup()).isZero();
        skewed.skew = SECONDS.toNanos(50);
        assertThat(rig.engine.cleanup()).as("the leak").isEqualTo(1);
        skewed.skew = SECONDS.toNanos(60);
        assertThat(rig.engine.cleanup()).as("the idle one").isEqualTo(1);

        assertThat(rig.release(leak)).isFalse();
        rig.engine.close(0);
        assertThat(rig.engine.cleanup()).as("of a closed pool").isZero();
    }

    @Test
    void sweepsAreAQuarterOfTheShortestTimeApart() {
        assertThat(sweepsInTenSeconds(config -> config.maxIdleTime(Duration.ofMillis(400))))
                .isEqualTo(100);
        assertThat(sweepsInTenSeconds(config -> config.leakDetectionThreshold(Duration.ofMillis(800))))
                .isEqualTo(50);
        assertThat(sweepsInTenSeconds(config -> config.maxIdleTime(Duration.ofMillis(4))))
                .as("but at least 10 ms")
                .isEqualTo(1_000);
        assertThat(sweepsInTenSeconds(config -> config))
                .as("and at most a second")
                .isEqualTo(10);
        assertThat(sweepsInTenSeconds(
                        config -> config.maxIdleTime(OFF).maxLifetime(OFF).keepaliveTime(OFF)))
                .as("also when there is nothing to keep")
                .isEqualTo(10);
    }

    private static int sweepsInTenSeconds(UnaryOperator<PoolConfig.Builder> config) {
        Skewed skewed = new Skewed();
        skewed.rig(config).engine.resume();
        skewed.world.runAll();
        skewed.scheduled.set(0);
        skewed.world.advance(SECONDS.toNanos(10));
        return skewed.scheduled.get();
    }

    @Test
    void nothingIsSweptAfterTheEnd() {
        Rig rig = new Rig(config -> config);
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(5));

        rig.engine.close(0);

        assertThat(rig.world.timers()).isZero();
    }

    @Test
    void aSweepThatFailsIsNotTheLast() {
        Rig rig = new Rig(config -> config.leakDetectionThreshold(Duration.ofSeconds(4)));
        rig.acquire();
        rig.acquire();
        rig.hook = event -> {
            if (event.equals("leak 1")) {
                throw new IllegalStateException("A listener's mistake");
            }
        };

        rig.pass(Duration.ofSeconds(10));

        assertThat(rig.events).contains("leak 2");
    }
}
