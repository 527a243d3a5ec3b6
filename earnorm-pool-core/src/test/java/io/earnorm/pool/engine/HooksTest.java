package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's code that the engine runs: never under its lock, and free to use the pool. */
class HooksTest {

    @Test
    void whetherAFailureIsTransientIsNotAskedUnderTheLock() {
        Rig rig = new Rig(config -> config);
        List<Boolean> free = new ArrayList<>();
        rig.connect = () -> {
            throw new IOException("Down");
        };
        rig.curable = failure -> {
            free.add(isLockFree(rig));
            return false;
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);

        assertThat(free).isNotEmpty().doesNotContain(false);
    }

    @Test
    void aRetryIsNotAskedUnderTheLock() {
        List<Boolean> free = new ArrayList<>();
        Rig[] rig = new Rig[1];
        RetryPolicy policy = RetryPolicy.builder()
                .maxAttempts(2)
                .retryOn(failure -> free.add(isLockFree(rig[0])))
                .build();
        rig[0] = new Rig(
                config -> config, Resilience.builder().name("r").retry(policy).build());
        rig[0].connect = () -> {
            throw new IOException("Down");
        };

        assertThatThrownBy(rig[0]::acquire).isInstanceOf(ConnectionFailedException.class);

        assertThat(free).isNotEmpty().doesNotContain(false);
    }

    @Test
    void aRetryThatCannotDecideCostsNoPlaceAndNoWakeUp() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOn(failure -> {
                    throw new IllegalStateException("A user's mistake");
                })
                .build();
        Rig rig = new Rig(
                config -> config.maxSize(1).maxConnecting(1),
                Resilience.builder().name("r").retry(policy).build());
        AtomicInteger tries = new AtomicInteger();
        rig.connect = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IOException("Down");
            }
            return new Object();
        };

        assertThat(rig.acquire()).isNotNull();
        assertThat(rig.engine.metrics().connecting()).isZero();
    }

    private static boolean isLockFree(Rig rig) {
        try {
            CompletableFuture.supplyAsync(rig.engine::statistics).get(2, SECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"created 1", "ready 1", "destroyed 1 POOL_CLOSED", "connect", "validate"})
    void closingInAHookOfAWorkerDoesNotWaitForThatWorker(String when) {
        Rig rig = new Rig(config -> config.keepaliveTime(Duration.ofSeconds(1)).validationTimeout(Duration.ZERO));
        List<Long> took = new ArrayList<>();
        rig.hook = event -> {
            if (event.equals(when)) {
                close(rig, took);
            }
        };
        rig.connect = () -> {
            rig.hook.accept("connect");
            Thread.interrupted();
            return new Object();
        };
        rig.validate = connection -> {
            rig.hook.accept("validate");
            return true;
        };
        rig.engine.acquireAsync(TimeUnit.MINUTES.toNanos(1)).thenAccept(rig::release);
        rig.pass(Duration.ofSeconds(5));
        rig.engine.close(0);
        rig.world.runAll();

        assertThat(took).hasSize(1).allSatisfy(nanos -> assertThat(nanos).isLessThan(SECONDS.toNanos(1)));
        assertThat(rig.slots()).isEmpty();
        assertThat(rig.backendClosed).isTrue();
    }

    private static void close(Rig rig, List<Long> took) {
        rig.hook = event -> {};
        long before = rig.engine.now();
        rig.engine.close(SECONDS.toNanos(10));
        took.add(rig.engine.now() - before);
    }

    @Test
    void aPauseThatIsEndedInItsOwnEventLeavesNobodyWaitingForAnAttemptThatItGaveUp() {
        Rig rig = new Rig(config -> config.maxSize(2));
        List<Integer> slots = new ArrayList<>();
        List<CompletableFuture<Rig.TestLease>> waiting = new ArrayList<>();
        rig.hook = event -> {
            if (event.equals("poolPaused")) {
                rig.engine.resume();
                waiting.add(rig.engine.acquireAsync(TimeUnit.MINUTES.toNanos(1)));
            }
        };
        rig.connect = () -> {
            rig.connect = Object::new;
            rig.engine.pause(new IllegalStateException("Down"));
            Thread.interrupted();
            slots.add(rig.slots().length); // This attempt heeds no interrupt and goes on.
            return new Object();
        };

        rig.engine.acquireAsync(TimeUnit.MINUTES.toNanos(1));
        rig.world.runAll();

        assertThat(slots).containsExactly(2);
        assertThat(waiting.get(0)).isCompleted();
    }

    @Test
    void refusingManyWithoutAThreadTakesFewThreads() {
        Rig rig = new Rig(config -> config);
        rig.engine.suspend();
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(rig.engine.acquireAsync(TimeUnit.MINUTES.toNanos(1)));
        }

        rig.engine.close(0);

        assertThat(rig.world.queued()).isLessThan(50);
        rig.world.runAll();
        assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void theBackendIsClosedAlsoWhenAnAttemptFailsWhileThePoolCloses() {
        Rig rig = new Rig(config -> config);
        rig.connect = () -> {
            throw new IOException("Down");
        };
        rig.hook = event -> {
            if (event.equals("destroyed 1 BROKEN")) { // It has failed by itself: close() can't give it up.
                rig.engine.close(0);
            }
        };

        rig.engine.acquireAsync(SECONDS.toNanos(30));
        rig.world.runAll();

        assertThat(rig.backendClosed).isTrue();
    }
}
