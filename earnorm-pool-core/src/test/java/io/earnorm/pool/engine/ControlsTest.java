package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What changes the pool as a whole, while others wait or listen. */
class ControlsTest {

    private static final long LONG = SECONDS.toNanos(300);

    @Test
    void aPauseFailsThoseThatWaitBeforeAnyListenerHearsOfIt() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.acquire();
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(LONG);
        List<Boolean> failed = new ArrayList<>();
        rig.hook = event -> {
            if (event.equals("poolPaused")) {
                rig.world.runAll();
                failed.add(waiting.isCompletedExceptionally());
            }
        };

        rig.engine.pause(new IOException("Maintenance"));

        assertThat(failed).containsExactly(true);
    }

    @Test
    void aResumeServesThoseThatWaitBeforeAnyListenerHearsOfIt() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.fill(1);
        rig.engine.suspend();
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(LONG);
        List<Boolean> served = new ArrayList<>();
        rig.hook = event -> {
            if (event.equals("poolReady")) {
                rig.world.runAll();
                served.add(waiting.isDone());
            }
        };

        rig.engine.resume();

        assertThat(served).containsExactly(true);
    }

    @Test
    void whoIsNotServedAtOnceGetsNothingNewBeforeAllHaveHeard() {
        Rig rig = new Rig(config -> config.maxSize(2));
        rig.engine.suspend();
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(LONG);
        List<Integer> total = new ArrayList<>();
        rig.hook = event -> {
            if (event.equals("poolReady")) {
                rig.world.runAll();
                total.add(rig.slots().length);
            }
        };

        rig.engine.resume();
        rig.world.runAll();

        assertThat(total).containsExactly(0);
        assertThat(waiting).isCompletedWithValueMatching(rig::release);
    }

    @Test
    void theEndOfOneAnnouncementIsNotThatOfAnother() throws Exception {
        Rig rig = new Rig(config -> config.maxSize(1));
        CountDownLatch secondHasBegun = new CountDownLatch(1);
        CountDownLatch firstIsOver = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            rig.engine.pause(new IOException("Again"));
            rig.engine.resume();
        });
        rig.hook = event -> {
            if (event.equals("poolReady") && Thread.currentThread() == second) {
                secondHasBegun.countDown();
                LiveRig.awaitUninterruptibly(firstIsOver);
            } else if (event.equals("poolReady")) {
                second.start();
                LiveRig.awaitUninterruptibly(secondHasBegun);
            }
        };

        rig.engine.resume();
        rig.engine.acquireAsync(LONG);
        int connecting = rig.slots().length;
        firstIsOver.countDown();
        second.join();

        assertThat(connecting).as("while the second is told").isZero();
        assertThat(rig.slots()).as("when all have heard").hasSize(1);
    }

    @Test
    void whenThePoolRunsAgainAnOldBackoffIsForgotten() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.connect = () -> {
            throw new IOException("Down");
        };
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(LONG);
        rig.world.runAll(); // The next attempt is 100 ms away.
        rig.engine.suspend();
        rig.connect = Object::new;

        rig.engine.resume();
        rig.world.runAll();

        assertThat(waiting).isCompleted();
    }

    @Test
    void aLargerPoolServesThoseThatWaitAtOnce() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.acquire();
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(LONG);

        rig.engine.resize(0, 2);
        rig.world.runAll();

        assertThat(waiting).isCompleted();
    }

    @Test
    void anAttemptThatIsUnderWayIsGivenUpWhenThePoolCloses() {
        Rig rig = new Rig(config -> config.maxSize(1));
        List<Boolean> interrupted = new ArrayList<>();
        rig.connect = () -> {
            rig.engine.close(0);
            interrupted.add(Thread.interrupted());
            return new Object();
        };

        rig.engine.acquireAsync(LONG);
        rig.world.runAll();

        assertThat(interrupted).containsExactly(true);
        assertThat(rig.events).containsOnlyOnce("destroyed 1 BROKEN");
        assertThat(rig.backendClosed).isTrue();
    }

    @Test
    void anAttemptThatIsUnderWayIsGivenUpWhenThePoolIsPaused() {
        Rig rig = new Rig(config -> config.maxSize(1));
        List<Boolean> interrupted = new ArrayList<>();
        rig.connect = () -> {
            rig.engine.pause(new IOException("Maintenance"));
            interrupted.add(Thread.interrupted());
            return new Object();
        };

        rig.engine.acquireAsync(LONG);
        rig.world.runAll();

        assertThat(interrupted).containsExactly(true);
        assertThat(rig.events).containsOnlyOnce("destroyed 1 BROKEN");
    }

    /** A world in which a thread that waits does so until it is woken, and the user's code may wait as well. */
    private static final class Drowsy implements Parking {

        final ManualWorkers world = new ManualWorkers();
        boolean woken;

        Rig rig(UnaryOperator<PoolConfig.Builder> config) {
            return new Rig(config, Resilience.disabled(), new Surroundings(world::nanoTime, world, this, () -> 0));
        }

        @Override
        public void park(Object blocker, long nanos) {
            long end = world.nanoTime() + nanos;
            while (!woken && end - world.nanoTime() > 0) {
                world.park(blocker, end - world.nanoTime());
            }
            woken = false;
        }

        @Override
        public void unpark(Thread thread) {
            woken = true;
        }

        /** Waits for something of its own, and takes any wake-up for that. */
        void doze(Duration time) {
            world.advance(time.toNanos());
            woken = false;
        }
    }

    @Test
    void aConnectionThatIsMadeWhileAFailureIsJudgedIsSeenByWhoStarts() {
        Drowsy drowsy = new Drowsy();
        Rig rig = drowsy.rig(config -> config.initializationFailTimeout(Duration.ofSeconds(30)));
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Not yet");
        };
        rig.curable = failure -> {
            if (!rig.engine.exchange.places.backoff.hasConnected() && isWithin(Gate.class)) {
                drowsy.doze(Duration.ofSeconds(1));
            }
            return true;
        };
        long before = rig.engine.now();

        rig.engine.init();

        assertThat(rig.engine.now() - before).isLessThan(SECONDS.toNanos(10));
    }

    private static boolean isWithin(Class<?> type) {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == type));
    }

    @Test
    void whoClosesLooksAgainAtWhatWasIdleAndIsLent() throws Exception {
        try (LiveRig live = new LiveRig(config -> config.maxSize(1))) {
            TestLease lent = live.backend.acquire();
            Exchange<Object> exchange = live.engine.exchange;
            AtomicBoolean drained = new AtomicBoolean();
            Future<?> closes = live.inThread(() -> exchange.gate.await(drained::get, Long.MAX_VALUE));
            await().until(exchange.gate::isAwaited);

            drained.set(true);
            exchange.takeUp(lent.slot()); // A release ends, whose connection an arrival was quicker to find.

            assertThat(closes.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void whatACheckFindsGoodIsNotLentOnceThePoolCloses() throws Exception {
        try (LiveRig live = new LiveRig(config -> config.maxSize(1).validationInterval(Duration.ZERO))) {
            live.backend.release(live.backend.acquire());
            CountDownLatch validating = new CountDownLatch(1);
            live.backend.validate = connection -> {
                validating.countDown();
                live.hangHere();
                return true;
            };
            Future<TestLease> lease = live.inThread(() -> live.engine.tryAcquire());
            assertThat(validating.await(10, SECONDS)).isTrue();
            Future<?> closes = live.inThread(() -> live.engine.close(0));
            await().until(() -> live.isWaiting(closes));

            live.letGo();

            assertThat(lease.get(30, SECONDS)).isNull();
            closes.get(30, SECONDS);
            assertThat(live.backend.slots()).isEmpty();
        }
    }
}
