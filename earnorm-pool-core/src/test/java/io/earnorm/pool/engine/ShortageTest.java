package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Memory that runs out at a bad moment costs the pool nothing. */
class ShortageTest {

    private static final Runnable ENOUGH = () -> {};

    /** Like an {@link OutOfMemoryError}, but JUnit would give up on that. */
    private static final class Shortage extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** A world in which the next of its services may fail, once what comes before has been done. */
    private static final class Scarce implements Workers, Parking {

        final ManualWorkers world = new ManualWorkers();
        Runnable beforeParking = ENOUGH;
        Runnable beforeScheduling = ENOUGH;
        Runnable beforeTime = ENOUGH;

        Rig rig(UnaryOperator<PoolConfig.Builder> config) {
            return new Rig(config, Resilience.disabled(), new Surroundings(this::nanoTime, this, this, () -> 0));
        }

        private long nanoTime() {
            beforeTime.run();
            return world.nanoTime();
        }

        @Override
        public void execute(Runnable task) {
            world.execute(task);
        }

        @Override
        public Cancellation schedule(long delayNanos, Runnable task) {
            beforeScheduling.run();
            return world.schedule(delayNanos, task);
        }

        @Override
        public void park(Object blocker, long nanos) {
            beforeParking.run();
            world.park(blocker, nanos);
        }

        @Override
        public void unpark(Thread thread) {
            world.unpark(thread);
        }

        /** Fails once, and first does something else. */
        Runnable failAfter(Runnable action) {
            return () -> {
                beforeParking = ENOUGH;
                beforeScheduling = ENOUGH;
                beforeTime = ENOUGH;
                action.run();
                throw new Shortage();
            };
        }
    }

    private final Scarce scarce = new Scarce();

    private static void assertQuiet(Rig rig, int idle) {
        assertThat(rig.engine.metrics().pending()).as("pending").isZero();
        assertThat(rig.engine.metrics().inUse()).as("in use").isZero();
        assertThat(rig.engine.metrics().idle()).as("idle").isEqualTo(idle);
        assertThat(rig.engine.metrics().total()).as("total").isEqualTo(idle);
        assertThat(rig.slots()).allMatch(slot -> slot.state() == Slot.IDLE, "is not kept back by the pool");
    }

    @Test
    void whoIsTornOutOfItsWaitIsNotServedLater() {
        Rig rig = scarce.rig(config -> config.maxSize(1).fairness(Fairness.STRICT));
        TestLease held = rig.acquire();
        scarce.beforeParking = scarce.failAfter(ENOUGH);

        assertThatThrownBy(rig::acquire).isInstanceOf(Shortage.class);
        rig.release(held);

        assertQuiet(rig, 1);
        assertThat(rig.events).as("how it ended").containsOnlyOnce("failed CANCELLED");
    }

    @Test
    void whoIsTornOutAfterItWasServedGivesTheConnectionBack() {
        Rig rig = scarce.rig(config -> config.maxSize(1).fairness(Fairness.STRICT));
        TestLease held = rig.acquire();
        scarce.beforeParking = scarce.failAfter(() -> rig.release(held));

        assertThatThrownBy(rig::acquire).isInstanceOf(Shortage.class);

        assertQuiet(rig, 1);
    }

    @Test
    void whoIsTornOutOfTheFirstWaitOfAllIsNotServedLater() {
        Rig rig = scarce.rig(config -> config.maxSize(1).initializationFailTimeout(Duration.ofSeconds(5)));
        scarce.beforeParking = scarce.failAfter(ENOUGH);

        assertThatThrownBy(rig::acquire).isInstanceOf(Shortage.class);
        scarce.world.runAll();

        assertThat(rig.engine.metrics().pending()).isZero();
        assertThat(rig.engine.metrics().inUse()).isZero();
    }

    @Test
    void whoIsTornOutOfAValidationLeavesTheConnectionToOthers() {
        Rig rig = scarce.rig(config -> config.maxSize(1).validationInterval(Duration.ZERO));
        rig.release(rig.acquire());
        scarce.beforeParking = scarce.failAfter(ENOUGH);

        assertThatThrownBy(rig.engine::tryAcquire).isInstanceOf(Shortage.class);
        scarce.world.runAll();

        assertQuiet(rig, 1);
    }

    @Test
    void whoIsTornOutOfACheckupLeavesTheConnectionToOthers() {
        Rig rig = scarce.rig(config -> config.maxSize(1));
        rig.release(rig.acquire());
        scarce.beforeParking = scarce.failAfter(scarce.world::runAll);

        assertThatThrownBy(() -> rig.engine.checkHealth(connection -> List.of()))
                .isInstanceOf(Shortage.class);

        assertQuiet(rig, 1);
    }

    @Test
    void anAsynchronousAcquireWithoutATimerFailsAndIsNotServedLater() {
        Rig rig = scarce.rig(config -> config.maxSize(1));
        TestLease held = rig.acquire();
        scarce.beforeScheduling = scarce.failAfter(ENOUGH);

        CompletableFuture<TestLease> future = rig.engine.acquireAsync(SECONDS.toNanos(30));
        scarce.world.runAll();
        rig.release(held);
        scarce.world.runAll();

        assertThat(future).isCompletedExceptionally();
        assertQuiet(rig, 1);
    }

    @Test
    void aConnectionIsClosedAlsoWhenNobodyCanWatchThat() {
        Rig rig = scarce.rig(config -> config.maxSize(1));
        TestLease broken = rig.acquire();
        scarce.beforeScheduling = scarce.failAfter(ENOUGH);

        broken.invalidate(null);
        scarce.world.runAll();

        assertThat(rig.destroyed).hasSize(1);
        assertQuiet(rig, 0);
    }

    @Test
    void sweepsGoOnAfterOneThatCouldNotBeScheduled() {
        Rig rig = scarce.rig(config -> config.maxIdleTime(Duration.ofSeconds(60)));
        rig.release(rig.acquire());
        scarce.beforeScheduling = scarce.failAfter(() -> scarce.beforeScheduling = scarce.failAfter(ENOUGH));

        scarce.world.advance(SECONDS.toNanos(70));

        assertThat(rig.events).contains("destroyed 1 IDLE");
    }

    @Test
    void sweepsBeginAlsoWhenTheFirstCannotBeScheduled() {
        Rig rig = scarce.rig(config -> config.maxIdleTime(Duration.ofSeconds(60)));
        rig.hook = event -> {
            if (event.equals("poolCreated")) { // Next are the announcement's timer, and the first sweep's.
                scarce.beforeScheduling = () -> scarce.beforeScheduling = scarce.failAfter(ENOUGH);
            }
        };

        rig.engine.resume();
        rig.release(rig.acquire());
        scarce.world.advance(SECONDS.toNanos(70));

        assertThat(rig.events).contains("destroyed 1 IDLE");
    }

    @Test
    void aLeaseWhoseFiguresCannotBeginCostsNoPlace() {
        Rig rig = scarce.rig(config -> config.maxSize(1));
        rig.release(rig.acquire());
        rig.hook = event -> {
            if (event.equals("acquireStarted")) { // The time of its start is known; next is the tick that it begins in.
                rig.hook = other -> {};
                scarce.beforeTime = scarce.failAfter(ENOUGH);
            }
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(Shortage.class);
        scarce.world.runAll();

        assertThat(rig.acquire()).isNotNull();
    }

    @Test
    void aLeaseThatCannotBeMadeCostsNoPlaceWhateverElseFails() {
        Rig rig = scarce.rig(config -> config.maxSize(1));
        rig.leaseView = () -> {
            scarce.beforeTime = scarce.failAfter(ENOUGH);
            throw new Shortage();
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(Shortage.class);
        scarce.world.runAll();

        rig.leaseView = ENOUGH;
        assertThat(rig.acquire()).isNotNull();
    }
}
