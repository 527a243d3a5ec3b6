package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.PoolTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who gets a connection when several ask for it. */
class ExchangeTest {

    private static final long LONG = SECONDS.toNanos(300);

    private static Rig rig(UnaryOperator<PoolConfig.Builder> config) {
        return new Rig(builder -> config.apply(builder.maxSize(1)));
    }

    private static void after(Rig rig, Duration time, Runnable action) {
        rig.world.schedule(time.toNanos(), action);
    }

    private static CompletableFuture<TestLease> async(Rig rig) {
        return rig.engine.acquireAsync(LONG);
    }

    @Test
    void thoseThatWaitAreServedInOrder() {
        Rig rig = rig(config -> config);
        TestLease held = rig.acquire();
        List<CompletableFuture<TestLease>> waiting = List.of(async(rig), async(rig), async(rig));

        rig.release(held);
        rig.world.runAll();
        assertThat(waiting).extracting(CompletableFuture::isDone).containsExactly(true, false, false);
        rig.release(waiting.get(0).join());
        rig.world.runAll();

        assertThat(waiting).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
    }

    @Test
    void oneWhoArrivesMayOvertakeForTheBoundAndNoLonger() {
        Rig rig = rig(config -> config.fairness(Fairness.BOUNDED).fairnessBound(Duration.ofMillis(10)));
        TestLease held = rig.acquire();
        rig.pass(Duration.ofSeconds(1));
        List<String> arrivals = new ArrayList<>();
        after(rig, Duration.ofMillis(9), () -> {
            rig.release(held);
            TestLease lease = rig.engine.acquire(1);
            arrivals.add("overtakes");
            after(rig, Duration.ofMillis(1), () -> {
                rig.release(lease);
                assertThatThrownBy(() -> rig.engine.acquire(1)).isInstanceOf(PoolTimeoutException.class);
                arrivals.add("waits");
            });
        });

        TestLease lease = rig.acquire();

        assertThat(arrivals).containsExactly("overtakes", "waits");
        assertThat(rig.release(lease)).isTrue();
    }

    @Test
    void nobodyOvertakesAfterTheBoundAlsoWhereTheConnectionIsStillIdle() {
        Rig rig = rig(config -> config.fairness(Fairness.BOUNDED).fairnessBound(Duration.ofMillis(10)));
        TestLease held = rig.acquire();
        after(rig, Duration.ofMillis(9), () -> {
            rig.release(held);
            rig.pass(Duration.ofMillis(1)); // Whom it is meant for has not come yet.
            assertThatThrownBy(() -> rig.engine.acquire(1)).isInstanceOf(PoolTimeoutException.class);
        });

        assertThat(rig.acquire()).isNotNull();
    }

    @Test
    void eachWhoWaitsIsWorthACheckAtOnce() {
        Rig rig = rig(config -> config.maxSize(2).validationInterval(Duration.ZERO));
        rig.fill(2);

        async(rig);
        async(rig);

        assertThat(rig.slots()).extracting(Slot::state).containsOnly(Slot.RESERVED);
    }

    @Test
    void aStepThatBreaksOffHoldsNoLockAndIsFollowedUp() {
        Rig rig = rig(config -> config);
        List<String> followedUp = new ArrayList<>();

        assertThatThrownBy(() -> rig.engine.exchange.change(effects -> {
                    effects.add(() -> followedUp.add("with the lock held: " + rig.engine.exchange.isLockHeld()));
                    throw new IllegalStateException("A step broke off");
                }))
                .hasMessage("A step broke off");

        assertThat(followedUp).containsExactly("with the lock held: false");
        assertThat(rig.engine.exchange.isLockHeld()).isFalse();
    }

    @Test
    void nobodyOvertakesWhereThatIsOff() {
        Rig rig = rig(config -> config.fairness(Fairness.STRICT));
        TestLease held = rig.acquire();
        after(rig, Duration.ofMillis(1), () -> {
            rig.release(held);
            assertThatThrownBy(() -> rig.engine.acquire(1)).isInstanceOf(PoolTimeoutException.class);
        });

        assertThat(rig.acquire()).isNotNull();
    }

    @Test
    void nobodyOvertakesOneWhoHoldsNoThread() {
        Rig rig = rig(config -> config.fairness(Fairness.BOUNDED).fairnessBound(Duration.ofSeconds(10)));
        TestLease held = rig.acquire();
        CompletableFuture<TestLease> waiting = async(rig);

        rig.release(held);
        assertThatThrownBy(() -> rig.engine.acquire(1)).isInstanceOf(PoolTimeoutException.class);
        rig.world.runAll();

        assertThat(waiting).isCompleted();
    }

    @Test
    void whatWasMeantForOneThatGivesUpIsForTheNext() {
        Rig rig = rig(config -> config.fairness(Fairness.BOUNDED).fairnessBound(Duration.ofSeconds(10)));
        TestLease held = rig.acquire();
        CompletableFuture<TestLease> next = new CompletableFuture<>();
        after(rig, Duration.ofMillis(4), () -> async(rig).thenAccept(next::complete));
        after(rig, Duration.ofMillis(5), () -> rig.release(held)); // At the other's deadline.

        assertThatThrownBy(() -> rig.engine.acquire(Duration.ofMillis(5).toNanos()))
                .isInstanceOf(PoolTimeoutException.class);
        rig.world.runAll();

        assertThat(next).isCompleted();
    }

    @Test
    void whatOneWasWokenForIsForTheNextWhenItIsHandedAnother() {
        Rig rig = rig(config -> config.maxSize(2).fairness(Fairness.BOUNDED).fairnessBound(Duration.ofMillis(10)));
        TestLease one = rig.acquire();
        TestLease other = rig.acquire();
        CompletableFuture<TestLease> next = new CompletableFuture<>();
        after(rig, Duration.ofMillis(9), () -> {
            async(rig).thenAccept(next::complete);
            rig.release(one);
            rig.pass(Duration.ofMillis(1)); // The one who was woken has not come yet.
            rig.release(other);
        });

        assertThat(rig.acquire()).isNotNull();
        rig.world.runAll();

        assertThat(next).isCompleted();
    }

    @Test
    void whatOneWasToLookForIsForTheNextWhenItIsHandedAnother() {
        Rig rig = rig(config -> config.maxSize(2).fairness(Fairness.BOUNDED).fairnessBound(Duration.ofMillis(10)));
        TestLease one = rig.acquire();
        TestLease other = rig.acquire();
        CompletableFuture<TestLease> next = new CompletableFuture<>();
        after(rig, Duration.ofNanos(9_800_000), () -> {
            rig.release(one);
            TestLease quicker = rig.engine.acquire(1); // Whoever was woken looks again half a millisecond later.
            after(rig, Duration.ofNanos(100_000), () -> {
                async(rig).thenAccept(next::complete);
                rig.release(quicker);
            });
        });
        after(rig, Duration.ofNanos(10_100_000), () -> rig.release(other));

        assertThat(rig.acquire().slot()).isSameAs(other.slot());
        rig.world.runAll();

        assertThat(next).isCompleted();
    }

    @Test
    void theQueueIsAsLongAsConfigured() {
        Rig rig = rig(config -> config.maxPending(2));
        rig.acquire();

        List<CompletableFuture<TestLease>> waiting = List.of(async(rig), async(rig), async(rig));
        rig.world.runAll();

        assertThat(waiting)
                .extracting(CompletableFuture::isCompletedExceptionally)
                .containsExactly(false, false, true);
        assertThat(rig.events).containsOnlyOnce("failed EXHAUSTED");
    }

    @Test
    void whoCanCountOnAConnectionThatIsMadeDoesNotMakeTheQueueLonger() {
        Rig rig = rig(config -> config.maxSize(2).maxPending(0));

        List<CompletableFuture<TestLease>> waiting = List.of(async(rig), async(rig), async(rig));
        rig.world.runAll();

        assertThat(waiting)
                .extracting(CompletableFuture::isCompletedExceptionally)
                .containsExactly(false, false, true);
    }

    @Test
    void whileThePoolIsSuspendedNobodyIsServed() {
        Rig rig = rig(config -> config);
        TestLease held = rig.acquire();
        CompletableFuture<TestLease> waiting = async(rig);
        rig.engine.suspend();

        rig.release(held);
        rig.pass(Duration.ofSeconds(10));
        assertThat(waiting).isNotDone();
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        rig.engine.resume();
        rig.world.runAll();

        assertThat(waiting).isCompleted();
    }

    @Test
    void whatComesBackIsAskedBeforeItIsHandedOnWhereThatIsDue() {
        Rig rig = rig(config -> config.validationInterval(Duration.ZERO));
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> asked.incrementAndGet() > 0;
        TestLease held = rig.acquire();
        CompletableFuture<TestLease> waiting = async(rig);

        rig.release(held);
        rig.world.runAll();

        assertThat(waiting).isCompleted();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatIsIdleForTooLongIsReplacedForWhoWaits() {
        Rig rig = rig(config -> config.maxLifetime(Duration.ofMinutes(1)).lifetimeJitter(0));
        rig.fill(1);
        rig.engine.suspend(); // No connection is made meanwhile, and none is lent.
        CompletableFuture<TestLease> waiting = async(rig);
        rig.slots()[0].expiresAt = rig.engine.now();

        rig.engine.resume();
        rig.world.runAll();

        assertThat(rig.events).contains("destroyed 1 EXPIRED");
        assertThat(waiting).isCompletedWithValueMatching(lease -> lease.slot().id() == 2);
    }

    @Test
    void onlyAsManyAreAskedAsWait() {
        Rig rig = rig(config -> config.maxSize(3).validationInterval(Duration.ZERO));
        rig.fill(3);
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> asked.incrementAndGet() > 0;

        List<CompletableFuture<TestLease>> waiting = List.of(async(rig), async(rig));
        rig.world.runAll();

        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aCheckThatTakesLongDoesNotKeepAnotherFromBeingAsked() {
        Rig rig = rig(
                config -> config.maxSize(2).validationInterval(Duration.ZERO).validationTimeout(Duration.ofSeconds(5)));
        rig.fill(2);
        CompletableFuture<TestLease> waiting = new CompletableFuture<>();
        List<Boolean> served = new ArrayList<>();
        rig.validate = connection -> {
            rig.validate = other -> true;
            rig.pass(Duration.ofSeconds(1));
            served.add(waiting.isDone());
            return true;
        };

        async(rig).thenAccept(waiting::complete);
        rig.world.runAll();

        assertThat(served).containsExactly(true);
    }
}
