package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How acquires begin and end. */
class AcquiresTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** What is told of the ends of acquires. */
    private final List<String> told = new ArrayList<>();

    private final PoolListener listener = new PoolListener() {
        @Override
        public void acquired(long id, Duration waited) {
            told.add("acquired after " + waited);
        }

        @Override
        public void acquireFailed(AcquireFailure reason, Duration waited) {
            told.add(reason + " after " + waited);
        }
    };

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    private static void failToConnect(Rig rig) {
        rig.connect = () -> {
            throw new IOException("Down");
        };
    }

    // ---- The first

    @Test
    void whoDoesNotWaitStartsThePoolAsWell() {
        Rig rig = new Rig(config -> config.minSize(1));

        assertThat(rig.engine.tryAcquire()).isNull();
        rig.world.runAll();

        assertThat(rig.engine.mode()).isEqualTo(Mode.RUNNING);
        assertThat(rig.engine.tryAcquire()).isNotNull();
    }

    @Test
    void theFirstIsToldAfterTheTimeoutWhyNothingCouldBeConnected() {
        Rig rig = new Rig(config -> config.initializationFailTimeout(Duration.ofSeconds(2)));
        failToConnect(rig);
        long before = rig.engine.now();

        assertThatThrownBy(rig::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .hasRootCauseMessage("Down");

        assertThat(rig.engine.now() - before).isEqualTo(SECONDS.toNanos(2));
    }

    @Test
    void withATimeoutOfZeroTheFirstFailureEndsTheFirstAcquireAndNoOther() {
        Rig rig = new Rig(config -> config.initializationFailTimeout(Duration.ZERO));
        failToConnect(rig);
        long before = rig.engine.now();

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);
        assertThat(rig.engine.now() - before).isLessThan(SECONDS.toNanos(1));
        assertThatThrownBy(rig::acquire).isInstanceOf(PoolTimeoutException.class);

        assertThat(rig.engine.now() - before).isGreaterThanOrEqualTo(HALF_A_MINUTE.toNanos());
    }

    @Test
    void whoIsInterruptedWhileItStartsThePoolIsToldThat() {
        Rig rig = new Rig(config -> config.initializationFailTimeout(HALF_A_MINUTE));
        rig.connect = () -> {
            Thread.currentThread().interrupt(); // In a world with one thread that is the caller's.
            throw new IOException("Down");
        };

        assertThatThrownBy(rig.engine::init).isInstanceOf(AcquireInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    // ---- Those who do not wait

    @Test
    void whoDoesNotWaitGetsAConnectionThatAnswers() {
        Rig rig = new Rig(config -> config.validationInterval(Duration.ZERO));
        rig.fill(1);

        TestLease tried = rig.engine.tryAcquire();
        assertThat(tried).isNotNull();
        assertThat(rig.engine.metrics().inUse()).isEqualTo(1);
        assertThat(rig.release(tried)).isTrue();
        TestLease acquired = rig.engine.acquire(0);

        assertThat(rig.engine.metrics().inUse()).isEqualTo(1);
        assertThat(rig.release(acquired)).isTrue();
    }

    @Test
    void whoDoesNotWaitGetsTheNextWhenOneDoesNotAnswer() {
        Rig rig = new Rig(config -> config.maxSize(3).maxConnecting(3).validationInterval(Duration.ZERO));
        rig.fill(3); // The second is asked by the pool itself, since the first is broken.
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> asked.incrementAndGet() > 1;

        assertThat(rig.engine.tryAcquire()).isNotNull();
    }

    @Test
    void whoDoesNotWaitWaitsForOneValidationAtMost() {
        Rig rig = new Rig(config -> config.maxSize(3)
                .maxConnecting(3)
                .validationInterval(Duration.ZERO)
                .validationTimeout(Duration.ofSeconds(3)));
        rig.fill(3);
        rig.validate = connection -> {
            rig.validate = other -> true;
            rig.pass(Duration.ofSeconds(3));
            Thread.interrupted();
            return false;
        };
        long before = rig.engine.now();

        assertThatThrownBy(() -> rig.engine.acquire(0)).isInstanceOf(PoolExhaustedException.class);

        assertThat(rig.engine.now() - before).isEqualTo(SECONDS.toNanos(3));
    }

    @Test
    void withoutALimitAValidationMayTakeHowLongItTakes() {
        Rig rig = new Rig(config -> config.validationInterval(Duration.ZERO).validationTimeout(Duration.ZERO));
        rig.fill(1);
        rig.validate = connection -> {
            rig.pass(Duration.ofHours(1));
            return true;
        };

        assertThat(rig.engine.tryAcquire()).isNotNull();
    }

    @Test
    void whoIsInterruptedDuringAValidationAsksNoOther() {
        Rig rig = new Rig(config -> config.maxSize(2).validationInterval(Duration.ZERO));
        rig.fill(2);
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> {
            asked.incrementAndGet();
            Thread.currentThread().interrupt();
            return false;
        };

        assertThat(rig.engine.tryAcquire()).isNull();

        assertThat(asked).hasValue(1);
        assertThat(rig.events).contains("failed INTERRUPTED");
    }

    @Test
    void aConnectionIsAskedOnceItsIntervalIsOver() {
        Rig rig = new Rig(config -> config.maxSize(1).validationInterval(Duration.ofSeconds(1)));
        AtomicInteger asked = new AtomicInteger();
        rig.validate = connection -> asked.incrementAndGet() > 0;
        rig.fill(1);

        rig.pass(Duration.ofMillis(999));
        rig.release(rig.acquire());
        assertThat(asked).hasValue(0);
        rig.pass(Duration.ofSeconds(1));
        rig.release(rig.acquire());

        assertThat(asked).hasValue(1);
    }

    @Test
    void whoWaitsForAConnectionThatDoesNotAnswerDoesNotWaitForItsEnd() {
        Rig rig = new Rig(config -> config.maxSize(2).validationInterval(Duration.ZERO));
        rig.fill(1);
        rig.validate = connection -> false;
        List<Boolean> served = new ArrayList<>();
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(HALF_A_MINUTE.toNanos());
        rig.whenDestroyed = connection -> {
            rig.pass(Duration.ofMillis(50)); // No sweep falls due.
            served.add(waiting.isDone());
        };

        rig.world.runAll();

        assertThat(served).containsExactly(true);
    }

    // ---- What is told

    @Test
    void howLongItTookIsToldAlsoOfFailures() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.engine.addListener(listener);
        rig.pass(Duration.ofSeconds(100));
        TestLease held = rig.acquire();
        rig.world.schedule(SECONDS.toNanos(3), () -> rig.release(held));
        rig.acquire();
        assertThatThrownBy(() -> rig.engine.acquire(SECONDS.toNanos(5))).hasMessageContaining("within 5000 ms");

        assertThat(told).containsExactly("acquired after PT0S", "acquired after PT3S", "TIMEOUT after PT5S");
    }

    @Test
    void aLeaseOfTheShortWayThatCannotBeMadeTookNoTime() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.fill(1);
        rig.engine.removeListener(rig);
        rig.engine.addListener(new PoolListener() {
            @Override
            public void acquireFailed(AcquireFailure reason, Duration waited) {
                told.add(reason + " after " + waited);
            }
        });
        rig.release(rig.acquire()); // The next one needs no look at the time.
        rig.leaseView = () -> {
            throw new IllegalStateException("No view");
        };

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);

        assertThat(told).containsExactly("CONNECTION_FAILED after PT0S");
    }

    @Test
    void aRetryHearsOfTheSuccessAfterAFailure() {
        Resilience resilience = Resilience.builder()
                .name("retry")
                .retry(RetryPolicy.builder().maxAttempts(5).build())
                .build();
        List<Integer> attempts = new ArrayList<>();
        resilience
                .retry()
                .orElseThrow()
                .getEventPublisher()
                .onSuccess(event -> attempts.add(event.getNumberOfRetryAttempts()));
        Rig rig = new Rig(config -> config.maxSize(2), resilience);
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Not yet");
        };

        rig.acquire();
        rig.acquire();

        assertThat(attempts).containsExactly(1);
    }

    // ---- Without a thread

    @Test
    void whatIsCancelledWhileItsLeaseIsMadeIsGivenBack() {
        for (Duration timeout : List.of(Duration.ZERO, HALF_A_MINUTE)) {
            Rig rig = new Rig(config -> config.maxSize(1));
            rig.fill(1);
            CompletableFuture<TestLease> future = rig.engine.acquireAsync(timeout.toNanos());
            AtomicInteger givenBack = new AtomicInteger();
            rig.whenGivenBack = givenBack::incrementAndGet;
            rig.leaseView = () -> future.cancel(true);

            rig.world.runAll();

            assertThat(givenBack).as("with a timeout of %s", timeout).hasValue(1);
            assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        }
    }
}
