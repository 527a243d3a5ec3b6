package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Acquires and releases that meet something else at a bad moment. */
class AcquireEdgesTest {

    @Test
    void whoDoesNotWaitIsNotHeldUpByAConnectionThatWasIdleForTooLong() {
        Rig rig = new Rig(config -> config.maxIdleTime(Duration.ofSeconds(60)).validateOnBorrow(false));
        rig.fill(1);
        rig.engine.suspend(); // So that no sweep is due that would help.
        rig.world.advance(Duration.ofMillis(1).toNanos());
        Slot<Object> idle = rig.slots()[0];
        idle.lastUsed -= Duration.ofSeconds(61).toNanos();
        rig.engine.resume();

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(rig.engine.tryAcquire()).isNull());
        rig.world.runAll();

        assertThat(rig.events).contains("destroyed 1 IDLE");
    }

    @Test
    void aValidationForOneWhoDoesNotWaitKeepsNobodyInTheQueueFromAConnectionOfHisOwn() {
        Rig rig = new Rig(config -> config.maxSize(2));
        rig.fill(1);
        rig.pass(Duration.ofSeconds(2));
        List<Integer> created = new ArrayList<>();
        rig.validate = connection -> {
            rig.engine.acquireAsync(Duration.ofSeconds(30).toNanos());
            rig.world.runAll();
            created.add(rig.slots().length);
            return true;
        };

        assertThat(rig.engine.tryAcquire()).isNotNull();

        assertThat(created).containsExactly(2);
    }

    @Test
    void aLeaseThatCannotBeMadeAndWasReclaimedMeanwhileIsDestroyedOnce() {
        Rig rig = new Rig(config -> config.leakReclaimTimeout(Duration.ofSeconds(10)));
        rig.leaseView = () -> {
            rig.leaseView = () -> {};
            rig.pass(Duration.ofSeconds(11));
            throw new IllegalStateException("No view");
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);
        rig.world.runAll();

        assertThat(rig.destroyed).hasSize(1);
        assertThat(rig.slots()).isEmpty();
        assertThat(rig.engine.metrics().closing()).isZero();
        TestLease next = rig.acquire();
        assertThat(rig.release(next)).isTrue();
    }

    @Test
    void aLeaseThatIsJustHandedOverIsNotReclaimed() throws Exception {
        Rig rig = new Rig(config -> config.leakReclaimTimeout(Duration.ofSeconds(10)));
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(60));
        Future<TestLease> lease = rig.engine.acquireAsync(SECONDS.toNanos(30));
        rig.world.runOne(); // Connected, and served; the future completes on another worker.

        int evicted = rig.engine.cleanup();
        rig.world.runAll();

        assertThat(evicted).isZero();
        assertThat(rig.release(lease.get())).isTrue();
    }

    @Test
    void aLeaseThatCannotBeMadeIsNotCountedAsAcquired() {
        Rig rig = new Rig(config -> config);
        rig.leaseView = () -> {
            throw new IllegalStateException("No view");
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);
        rig.world.runAll();

        assertThat(rig.engine.statistics().acquired()).isZero();
    }

    @Test
    void aFailureOfWorkIsJudgedOnce() {
        Rig rig = new Rig(config -> config);
        AtomicInteger asked = new AtomicInteger();
        rig.broken = (connection, failure) -> asked.incrementAndGet() > 0;
        TestLease lease = rig.acquire();

        lease.fail(new IllegalStateException("Work"));
        lease.fail(new IllegalStateException("Again"));

        assertThat(asked).hasValue(1);
    }

    @Test
    void aSecondStarterLeavesNoFloorBehind() {
        Rig rig = new Rig(config -> config.initializationFailTimeout(Duration.ofSeconds(1)));
        rig.hook = event -> {
            if (event.equals("poolCreated")) { // As another thread would, at the same time.
                rig.hook = other -> {};
                rig.engine.resume();
            }
        };

        rig.engine.init();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.slots()).isEmpty();
    }

    @Test
    void theFirstAcquireWaitsUpToItsDeadlineWhenThePoolIsSuspended() {
        Rig rig = new Rig(config -> config.initializationFailTimeout(Duration.ofSeconds(1)));
        rig.connect = () -> {
            rig.engine.suspend();
            throw new IOException("Down");
        };

        assertThatThrownBy(() -> rig.engine.acquire(SECONDS.toNanos(5))).isInstanceOf(PoolTimeoutException.class);

        assertThat(rig.engine.now()).isGreaterThanOrEqualTo(SECONDS.toNanos(5));
    }

    @Test
    void theFirstAcquireEndsAtOnceWhenThePoolIsClosed() throws Exception {
        try (LiveRig rig = new LiveRig(config -> config.initializationFailTimeout(Duration.ofSeconds(20)))) {
            Future<?> acquire = rig.acquireWhileConnectingHangs();

            Future<?> close = rig.inThread(
                    (Runnable) () -> rig.engine.close(Duration.ofSeconds(10).toNanos()));

            assertThatThrownBy(() -> acquire.get(4, SECONDS)).hasCauseInstanceOf(PoolClosedException.class);
            rig.letGo();
            close.get(4, SECONDS);
        }
    }

    @Test
    void theFirstAcquireEndsAtOnceWhenThePoolIsPaused() throws Exception {
        try (LiveRig rig = new LiveRig(config -> config.initializationFailTimeout(Duration.ofSeconds(20)))) {
            Future<?> acquire = rig.acquireWhileConnectingHangs();

            rig.engine.pause(new IllegalStateException("Down"));

            assertThatThrownBy(() -> acquire.get(4, SECONDS)).hasCauseInstanceOf(PoolUnavailableException.class);
        }
    }

    @Test
    void anAcquireIsServedWhateverAnObserverOfTheRetryThrows() {
        Retry retry = Retry.of("backend", RetryConfig.custom().maxAttempts(5).build());
        retry.getEventPublisher().onSuccess(event -> {
            throw new IllegalStateException("An application's own consumer");
        });
        Rig rig = new Rig(
                config -> config.maxSize(1),
                Resilience.builder().name("backend").retry(retry).build());
        AtomicInteger tries = new AtomicInteger();
        rig.connect = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IOException("Not yet");
            }
            return new Object();
        };

        TestLease lease = rig.acquire();

        assertThat(rig.release(lease)).isTrue();
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aShortLeaseIsNotTakenForTheLongOneBeforeIt() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.fill(1);
        rig.engine.removeListener(rig); // Now leases need not be told, and take the short way.
        TestLease lengthy = rig.acquire();
        rig.pass(Duration.ofSeconds(10));
        rig.release(lengthy);

        rig.acquire();

        assertThat(rig.engine.connections().get(0).heldTime()).isLessThan(Duration.ofSeconds(1));
    }
}
