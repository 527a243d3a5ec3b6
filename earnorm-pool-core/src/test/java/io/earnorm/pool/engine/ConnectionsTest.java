package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The slow calls, and their limits. */
class ConnectionsTest {

    @Test
    void connectingForTooLongIsInterruptedAndAFailure() {
        Rig rig = new Rig(config -> config.maxSize(1).connectTimeout(Duration.ofMillis(50)));
        List<Boolean> interrupted = new ArrayList<>();
        rig.curable = failure -> false;
        rig.connect = () -> {
            rig.pass(Duration.ofMillis(49));
            interrupted.add(Thread.currentThread().isInterrupted());
            rig.pass(Duration.ofMillis(1));
            interrupted.add(Thread.interrupted());
            return new Object();
        };

        assertThatThrownBy(rig::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .hasRootCauseMessage("Not connected within the connectTimeout of 50 ms");

        assertThat(interrupted).startsWith(false, true);
        assertThat(rig.events).contains("created 1", "destroyed 1 BROKEN").doesNotContain("ready 1");
        assertThat(rig.destroyed).as("what came late").hasSize(1);
        assertThat(rig.engine.statistics().created()).isEqualTo(1);
        assertThat(rig.engine.statistics().destroyed()).isEqualTo(1);
        assertThat(rig.engine.statistics().creationFailures()).isEqualTo(1);
    }

    @Test
    void withoutALimitConnectingMayTakeHowLongItTakes() {
        Rig rig = new Rig(config -> config.connectTimeout(Duration.ZERO));
        rig.connect = () -> {
            rig.pass(Duration.ofSeconds(20));
            return new Object();
        };

        assertThat(rig.acquire()).isNotNull();
    }

    @Test
    void nothingMadeIsAFailure() {
        Rig rig = new Rig(config -> config);
        rig.curable = failure -> false;
        rig.connect = () -> null;

        assertThatThrownBy(rig::acquire).hasRootCauseMessage("createConnection returned null");
    }

    @Test
    void connectionsLiveForTheirLifetimeLessAShareByChance() {
        assertThat(expiry(0, 0.2)).isEqualTo(SECONDS.toNanos(100));
        assertThat(expiry(0.5, 0.2)).isEqualTo(SECONDS.toNanos(90));
        assertThat(expiry(1, 0.2)).isEqualTo(SECONDS.toNanos(80));
    }

    private static long expiry(double random, double jitter) {
        ManualWorkers world = new ManualWorkers();
        Rig rig = new Rig(
                config -> config.maxLifetime(Duration.ofSeconds(100)).lifetimeJitter(jitter),
                Resilience.disabled(),
                new Surroundings(world::nanoTime, world, world, () -> random));
        Slot<Object> slot = rig.acquire().slot();
        return slot.expiresAt - slot.establishedAt;
    }

    @Test
    void aConnectionWithoutALifetimeLivesForEver() {
        Rig rig = new Rig(config -> config.maxLifetime(Duration.ZERO));

        assertThat(rig.acquire().slot().expiresAt).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void askingForTooLongIsInterruptedAndTheConnectionGoes() {
        Rig rig = new Rig(
                config -> config.maxSize(1).validationInterval(Duration.ZERO).validationTimeout(Duration.ofMillis(60)));
        rig.fill(1);
        List<Boolean> interrupted = new ArrayList<>();
        rig.validate = connection -> {
            rig.pass(Duration.ofMillis(59));
            interrupted.add(Thread.currentThread().isInterrupted());
            rig.pass(Duration.ofMillis(1));
            interrupted.add(Thread.interrupted());
            return true;
        };

        TestLease lease = rig.acquire();

        assertThat(interrupted).containsExactly(false, true);
        assertThat(lease.slot().id()).isEqualTo(2);
        assertThat(rig.events).contains("destroyed 1 INVALID");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whileOneIsAskedForLongAnotherMayBeAsked() {
        Rig rig = new Rig(
                config -> config.maxSize(2).validationInterval(Duration.ZERO).validationTimeout(Duration.ofSeconds(5)));
        rig.fill(2);
        CompletableFuture<TestLease> waiting = rig.engine.acquireAsync(SECONDS.toNanos(10));
        List<Boolean> done = new ArrayList<>();
        rig.validate = connection -> {
            rig.validate = other -> true;
            rig.pass(Duration.ofMillis(99));
            done.add(waiting.isDone());
            rig.pass(Duration.ofMillis(1));
            done.add(waiting.isDone());
            return true;
        };

        rig.world.runAll();

        assertThat(done).containsExactly(false, true);
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        assertThat(rig.engine.metrics().total()).isEqualTo(2);
    }

    @Test
    void aSlowAnswerIsAnAnswerUpToTheLimitAndNotAfterIt() {
        for (int millis : List.of(499, 500)) {
            Rig rig = new Rig(config ->
                    config.maxSize(1).validationInterval(Duration.ZERO).validationTimeout(Duration.ofMillis(500)));
            rig.fill(1);
            rig.validate = connection -> {
                rig.pass(Duration.ofMillis(millis));
                Thread.interrupted();
                return true;
            };

            assertThat(rig.acquire().slot().id()).as("%d ms", millis).isEqualTo(millis < 500 ? 1 : 2);
        }
    }

    @Test
    void aBackendThatCannotJudgeAFailureIsTakenToBeBroken() {
        Rig rig = new Rig(config -> config.maxSize(1));
        TestLease lease = rig.acquire();
        rig.broken = (connection, failure) -> {
            throw new IllegalStateException("No idea");
        };

        assertThat(rig.engine.exchange.places.connections.isBroken(lease.slot().connection(), new Exception("Work")))
                .isTrue();
        rig.curable = failure -> {
            throw new IllegalStateException("No idea");
        };
        assertThat(rig.engine.exchange.places.connections.isTransient(new Exception("Refused")))
                .as("and worth another try")
                .isTrue();
    }

    @Test
    void busyWorkersAreCounted() {
        Rig rig = new Rig(config -> config);
        List<Integer> running = new ArrayList<>();
        rig.connect = () -> {
            running.add(rig.engine.statistics().resources().threads());
            return new Object();
        };

        rig.acquire();

        assertThat(running).containsExactly(1);
        assertThat(rig.engine.statistics().resources().threads()).isZero();
        assertThat(rig.engine.now()).isLessThan(MILLISECONDS.toNanos(1));
    }

    @Test
    void limitsAreForgottenWithTheirCalls() {
        Rig rig = new Rig(config -> config.maxSize(1).validationInterval(Duration.ZERO));
        rig.engine.resume();
        rig.world.runAll();
        int sweeps = rig.world.timers();

        rig.release(rig.acquire());
        assertThat(rig.world.timers()).as("after connecting").isEqualTo(sweeps);
        rig.release(rig.acquire());
        assertThat(rig.world.timers()).as("after a validation").isEqualTo(sweeps);
        rig.validate = connection -> {
            rig.pass(Duration.ofMillis(200));
            return true;
        };
        rig.release(rig.acquire());
        assertThat(rig.world.timers()).as("after a slow one").isEqualTo(sweeps);
        rig.engine.clear();
        rig.world.runAll();
        assertThat(rig.world.timers()).as("after destroying").isEqualTo(sweeps);
    }

    @Test
    void aConnectionThatIsGivenUpWhileItIsAnnouncedIsNotMade() {
        Rig rig = new Rig(config -> config);
        List<String> made = new ArrayList<>();
        rig.connect = () -> made.add("made");
        rig.hook = event -> {
            if (event.equals("created 1")) {
                rig.engine.pause(new Exception("Maintenance"));
            }
        };

        assertThatThrownBy(rig::acquire).hasMessageContaining("paused");
        rig.world.runAll();

        assertThat(made).isEmpty();
        assertThat(rig.events).containsOnlyOnce("destroyed 1 BROKEN");
        assertThat(rig.engine.metrics().total()).isZero();
    }

    @Test
    void theBreakerHearsOfEachCallAndHowLongItTook() {
        Resilience resilience = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        List<String> heard = new ArrayList<>();
        CircuitBreaker breaker = resilience.circuitBreaker().orElseThrow();
        breaker.getEventPublisher()
                .onSuccess(
                        event -> heard.add("good " + event.getElapsedDuration().toSeconds()))
                .onError(event -> heard.add("bad " + event.getElapsedDuration().toSeconds()));
        Rig rig = new Rig(
                config -> config.maxSize(1).validationInterval(Duration.ZERO).connectTimeout(Duration.ofSeconds(60)),
                resilience);
        rig.engine.resume();
        rig.pass(Duration.ofSeconds(100));

        rig.connect = () -> {
            rig.pass(Duration.ofSeconds(2));
            return new Object();
        };
        rig.release(rig.acquire());
        rig.validate = connection -> {
            rig.pass(Duration.ofSeconds(3));
            return true;
        };
        rig.release(rig.acquire());
        rig.validate = connection -> {
            rig.pass(Duration.ofSeconds(4));
            return false;
        };
        rig.connect = () -> {
            rig.pass(Duration.ofSeconds(1));
            throw new IOException("Refused");
        };
        assertThatThrownBy(() -> rig.engine.acquire(SECONDS.toNanos(5))).isInstanceOf(PoolTimeoutException.class);

        assertThat(heard).startsWith("good 2", "good 3", "bad 4", "bad 1");
    }
}
