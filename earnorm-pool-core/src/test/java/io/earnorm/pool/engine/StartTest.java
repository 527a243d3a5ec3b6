package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who starts a pool waits for its first connection, as configured. */
class StartTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private static Rig rig(Duration failTimeout, Duration connectTimeout) {
        return new Rig(config -> config.initializationFailTimeout(failTimeout).connectTimeout(connectTimeout));
    }

    private static long initAndMeasure(Rig rig) {
        long before = rig.engine.now();
        rig.engine.init();
        return rig.engine.now() - before;
    }

    @Test
    void theFirstConnectionIsWaitedForAndLeavesNoFloorBehind() {
        Rig rig = rig(HALF_A_MINUTE, Duration.ofSeconds(10));

        rig.engine.init();
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        rig.engine.clear();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.slots()).as("minSize is 0").isEmpty();
    }

    @Test
    void aFailureThatMayPassIsNotTheEnd() {
        Rig rig = rig(HALF_A_MINUTE, Duration.ofSeconds(10));
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Not yet");
        };

        assertThat(initAndMeasure(rig)).isLessThan(SECONDS.toNanos(2));

        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aFailureThatDoesNotPassIsTheEnd() {
        Rig rig = rig(HALF_A_MINUTE, Duration.ofSeconds(10));
        rig.curable = failure -> false;
        rig.connect = () -> {
            throw new IOException("Wrong password");
        };
        long before = rig.engine.now();

        assertThatThrownBy(rig.engine::init)
                .isInstanceOf(ConnectionFailedException.class)
                .hasRootCauseMessage("Wrong password");

        assertThat(rig.engine.now() - before).isLessThan(SECONDS.toNanos(2));
    }

    @Test
    void failuresThatMayPassAreTheEndAfterTheTimeout() {
        Rig rig = rig(HALF_A_MINUTE, Duration.ofSeconds(10));
        rig.connect = () -> {
            throw new IOException("Down");
        };
        long before = rig.engine.now();

        assertThatThrownBy(rig.engine::init).hasRootCauseMessage("Down");

        assertThat(rig.engine.now() - before).isEqualTo(HALF_A_MINUTE.toNanos());
    }

    @Test
    void aBreakerThatOpensMeanwhileIsNoStart() {
        Rig rig = rigWithABreaker();
        rig.connect = () -> {
            throw new IOException("Nobody there");
        };
        long before = rig.engine.now();

        assertThatThrownBy(rig.engine::init)
                .isInstanceOf(ConnectionFailedException.class)
                .hasRootCauseMessage("Nobody there");

        assertThat(rig.events).contains("poolPaused");
        assertThat(rig.engine.now() - before).isGreaterThanOrEqualTo(HALF_A_MINUTE.toNanos());
    }

    @Test
    void aBreakerThatOpensMeanwhileAndClosesAgainIsWaitedFor() {
        Rig rig = rigWithABreaker();
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Not yet");
        };

        assertThat(initAndMeasure(rig)).isLessThan(HALF_A_MINUTE.toNanos());

        assertThat(rig.events).contains("poolPaused");
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    private static Rig rigWithABreaker() {
        CircuitBreaker breaker = CircuitBreaker.of(
                "backend",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(1)
                        .minimumNumberOfCalls(1)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        return new Rig(
                config -> config.initializationFailTimeout(HALF_A_MINUTE),
                Resilience.builder().name("backend").circuitBreaker(breaker).build());
    }

    @Test
    void withATimeoutOfZeroTheFirstAttemptDecides() {
        Rig rig = rig(Duration.ZERO, Duration.ofSeconds(2));
        AtomicInteger attempts = new AtomicInteger();
        rig.connect = () -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("The first");
            }
            return new Object();
        };
        rig.curable = failure -> {
            rig.pass(Duration.ofSeconds(1)); // Meanwhile a later one succeeds.
            return true;
        };

        assertThatThrownBy(rig.engine::init).hasRootCauseMessage("The first");
    }

    @Test
    void withATimeoutOfZeroTheFirstAttemptMayTakeAsLongAsConnectingMay() {
        Rig rig = rig(Duration.ZERO, Duration.ofSeconds(2));
        rig.connect = () -> {
            rig.pass(Duration.ofMillis(1_900));
            return new Object();
        };

        assertThat(initAndMeasure(rig)).isEqualTo(MILLISECONDS.toNanos(1_900));
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void withATimeoutOfZeroAnAttemptThatHangsIsWaitedForNoLongerThanThat() {
        Rig rig = rig(Duration.ZERO, Duration.ofSeconds(2));
        rig.connect = () -> {
            rig.pass(Duration.ofSeconds(2));
            assertThat(Thread.interrupted()).isTrue();
            throw new IOException("Interrupted");
        };
        long before = rig.engine.now();

        assertThatThrownBy(rig.engine::init).hasRootCauseInstanceOf(TimeoutException.class);

        assertThat(rig.engine.now() - before).isBetween(SECONDS.toNanos(2), SECONDS.toNanos(3));
    }

    @Test
    void withoutAnyLimitTheFirstAttemptMayTakeForEver() {
        Rig rig = rig(Duration.ZERO, Duration.ZERO);
        rig.connect = () -> {
            rig.pass(Duration.ofHours(1));
            return new Object();
        };

        assertThat(initAndMeasure(rig)).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void thePoolRunsAndNothingIsLeftOfItsAnnouncement() {
        Rig rig = new Rig(config -> config);

        rig.engine.resume();
        rig.world.runAll();

        assertThat(rig.world.timers()).as("the next sweep").isEqualTo(1);
    }

    @Test
    void aPauseEndsTheWaitOfWhoStarts() throws Exception {
        endsTheWait(rig -> rig.engine.pause(new IOException("Maintenance")));
    }

    @Test
    void aSuspensionEndsTheWaitOfWhoStarts() throws Exception {
        endsTheWait(rig -> rig.engine.suspend());
    }

    @Test
    void closingEndsTheWaitOfWhoStarts() throws Exception {
        endsTheWait(rig -> rig.engine.close(SECONDS.toNanos(5)));
    }

    private static void endsTheWait(Consumer<LiveRig> operation) throws Exception {
        try (LiveRig rig = new LiveRig(config -> config.initializationFailTimeout(Duration.ofMinutes(1)))) {
            rig.hang();
            Future<?> init = rig.inThread(rig.engine::init);
            await().until(() -> rig.isWaiting(init));

            Future<?> operator = rig.inThread(() -> operation.accept(rig));

            init.get(20, SECONDS);
            rig.letGo();
            operator.get(20, SECONDS);
        }
    }

    @Test
    void whoClosesAsTheSecondWaitsForTheFirst() throws Exception {
        try (LiveRig rig = new LiveRig(config -> config)) {
            TestLease lease = rig.backend.acquire();
            Future<?> first = rig.inThread(() -> rig.engine.close(SECONDS.toNanos(60)));
            await().until(() -> rig.isWaiting(first));
            Future<?> second = rig.inThread(() -> rig.engine.close(SECONDS.toNanos(60)));
            assertThat(second).isNotDone();

            rig.backend.release(lease);

            first.get(20, SECONDS);
            second.get(20, SECONDS);
        }
    }

    @Test
    void aConnectionWhoseClosingHangsHoldsUpTheEndNoLongerThanItsLimit() throws Exception {
        try (LiveRig rig = new LiveRig(config -> config.connectTimeout(Duration.ofMillis(100)))) {
            TestLease lease = rig.backend.acquire();
            rig.backend.whenDestroyed = connection -> rig.hangHere();
            rig.backend.release(lease);

            Future<?> close = rig.inThread(() -> rig.engine.close(SECONDS.toNanos(60)));

            close.get(20, SECONDS);
            rig.letGo();
        }
    }
}
