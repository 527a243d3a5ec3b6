package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.resilience.Resilience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Health, asked at bad moments. */
class CheckupTest {

    @Test
    void aPoolWhoseOnlyConnectionIsBeingValidatedIsUp() {
        Rig rig = new Rig(config -> config.maxSize(1).keepaliveTime(Duration.ofSeconds(1)));
        rig.fill(1);
        List<Health> health = new ArrayList<>();
        rig.validate = connection -> {
            rig.validate = other -> true;
            return health.add(rig.engine.checkHealth(other -> List.of()));
        };

        rig.pass(Duration.ofSeconds(2));

        assertThat(health).hasSize(1).allMatch(Health::up);
    }

    @Test
    void aPoolWhoseOnlyConnectionIsBeingReplacedIsUp() throws Exception {
        try (LiveRig rig = new LiveRig(config -> config.maxSize(1))) {
            CountDownLatch destroying = new CountDownLatch(1);
            CountDownLatch mayDestroy = new CountDownLatch(1);
            rig.backend.whenDestroyed = connection -> {
                destroying.countDown();
                LiveRig.awaitUninterruptibly(mayDestroy);
            };
            Rig.TestLease lease = rig.backend.acquire();
            lease.invalidate(null);
            assertThat(destroying.await(10, SECONDS)).isTrue();

            Future<Health> health = rig.inThread(() -> rig.engine.checkHealth(connection -> List.of()));
            while (!rig.isWaiting(health)) {
                Thread.onSpinWait();
            }
            mayDestroy.countDown();

            assertThat(health.get(10, SECONDS)).matches(Health::up);
        }
    }

    @Test
    void whyAValidationFailedIsSaid() {
        Rig rig = new Rig(config -> config);
        rig.fill(1);
        rig.validate = connection -> {
            throw new IllegalStateException("The line is dead");
        };

        Health health = rig.engine.checkHealth(connection -> List.of());

        assertThat(health.up()).isFalse();
        assertThat(health.reason()).contains("The line is dead");
    }

    private static Health check(Rig rig) {
        return rig.engine.checkHealth(connection -> List.of());
    }

    @Test
    void anIdleConnectionThatAnswersMeansUpAndIsGivenBack() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.fill(1);

        assertThat(check(rig)).isEqualTo(new Health(true, "validated"));
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void complaintsOfAConnectionThatAnswersMeanDown() {
        Rig rig = new Rig(config -> config);
        rig.fill(1);

        assertThat(rig.engine.checkHealth(connection -> List.of("lags", "is read-only")))
                .isEqualTo(new Health(false, "lags; is read-only"));
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void aConnectionThatAQuestionHasSpoiltIsReplacedAndNothingElseFollows() {
        Rig rig = new Rig(config -> config);
        rig.fill(2);
        Questions<Object> careless = new Questions<>() {
            @Override
            public List<String> complaints(Object connection) {
                return List.of();
            }

            @Override
            public void clean(Object connection) {
                throw new IllegalStateException("out of step");
            }
        };

        assertThat(rig.engine.checkHealth(careless).up()).isTrue();

        rig.world.runAll();
        assertThat(rig.destroyed).hasSize(1);
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
        assertThat(rig.engine.exchange.places.guard.isAlarmed()).isFalse();
    }

    @Test
    void withoutAnIdleConnectionOneIsMadeAndAsked() {
        Rig rig = new Rig(config -> config);
        rig.engine.resume();

        assertThat(check(rig)).isEqualTo(new Health(true, "validated"));
        assertThat(rig.engine.metrics().idle()).isEqualTo(1);
    }

    @Test
    void whyConnectingFailedIsSaid() {
        Rig rig = new Rig(config -> config);
        rig.engine.resume();
        rig.connect = () -> {
            throw new IOException("Refused");
        };

        assertThat(check(rig)).isEqualTo(new Health(false, "could not connect: java.io.IOException: Refused"));
        assertThat(check(rig))
                .as("too early for another try")
                .isEqualTo(new Health(false, "the backend failed last: java.io.IOException: Refused"));
    }

    @Test
    void aPoolWithoutRoomWhoseConnectionsAreInUseIsUp() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.acquire();

        assertThat(check(rig)).isEqualTo(new Health(true, "every connection is in use"));
    }

    @Test
    void aPoolThatDoesNotRunIsDown() {
        Rig rig = new Rig(config -> config);
        assertThat(check(rig)).isEqualTo(new Health(false, "new"));

        rig.engine.suspend();
        assertThat(check(rig)).isEqualTo(new Health(false, "suspended"));
        rig.engine.pause(new IOException("Maintenance"));
        assertThat(check(rig)).isEqualTo(new Health(false, "paused: java.io.IOException: Maintenance"));
        rig.engine.close(0);
        assertThat(check(rig)).isEqualTo(new Health(false, "closed"));
    }

    @Test
    void theEndOfABackoffIsHeardOf() {
        ManualWorkers world = new ManualWorkers();
        Rig rig = new Rig(
                config -> config.maxSize(2).validationTimeout(Duration.ofSeconds(60)),
                Resilience.disabled(),
                new Surroundings(world::nanoTime, world, new Patient(world), () -> 0));
        Rig.TestLease lease = rig.acquire();
        rig.connect = () -> {
            throw new IOException("Down");
        };
        rig.engine.acquireAsync(SECONDS.toNanos(30)).cancel(true);
        world.runAll(); // It has failed,
        rig.release(lease); // but a lease has ended well since,
        rig.engine.clear(); // and there is no connection now.
        world.runAll();
        rig.connect = Object::new;
        long start = rig.engine.now();

        Health health = rig.engine.checkHealth(connection -> List.of());

        assertThat(health).matches(Health::up);
        assertThat(rig.engine.now() - start).isLessThan(SECONDS.toNanos(1));
    }

    /** Looks up only when it is told to, or when the time is over. */
    private static final class Patient implements Parking {

        private final ManualWorkers world;
        private boolean permit;

        Patient(ManualWorkers world) {
            this.world = world;
        }

        @Override
        public void park(Object blocker, long nanos) {
            long start = world.nanoTime();
            while (!permit && world.nanoTime() - start < nanos) {
                world.park(blocker, nanos - (world.nanoTime() - start));
            }
            permit = false;
        }

        @Override
        public void unpark(Thread thread) {
            permit = true;
        }
    }

    @Test
    void aConnectionThatSaysNoMeansDown() {
        Rig rig = new Rig(config -> config);
        rig.fill(1);
        rig.validate = connection -> false;

        assertThat(check(rig))
                .isEqualTo(new Health(false, "validation failed: java.lang.IllegalStateException: Validation failed"));
    }

    @Test
    void withoutALimitAnAnswerMayTakeHowLongItTakes() {
        Rig rig = new Rig(config -> config.validationTimeout(Duration.ZERO));
        rig.fill(1);
        rig.validate = connection -> {
            rig.pass(Duration.ofSeconds(60));
            return true;
        };

        assertThat(check(rig)).isEqualTo(new Health(true, "validated"));
    }

    @Test
    void aConnectionThatWasMadeAndIsNeededByAnotherMeansUp() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.engine.resume();
        rig.connect = () -> {
            rig.engine.acquireAsync(SECONDS.toNanos(30));
            return new Object();
        };

        assertThat(check(rig)).isEqualTo(new Health(true, "connected"));
        assertThat(rig.engine.metrics().inUse()).isEqualTo(1);
    }

    @Test
    void whileTheOnlyPlaceIsConnectingItWaitsForThatAndNoLongerThanAValidationMay() {
        Rig rig = new Rig(config ->
                config.maxSize(1).validationTimeout(Duration.ofSeconds(3)).connectTimeout(Duration.ZERO));
        List<Object> seen = new ArrayList<>();
        rig.connect = () -> {
            long before = rig.engine.now();
            seen.add(check(rig));
            seen.add(Duration.ofNanos(rig.engine.now() - before));
            return new Object();
        };

        rig.acquire();

        assertThat(seen).containsExactly(new Health(false, "not connected in time"), Duration.ofSeconds(3));
    }

    @Test
    void aPoolThatIsPausedWhileItIsAskedIsDown() {
        Rig rig = new Rig(config -> config);
        rig.fill(1);
        rig.validate = connection -> {
            rig.engine.pause(new IOException("Maintenance"));
            return true;
        };

        Health health = rig.engine.checkHealth(connection -> List.of());

        assertThat(health.up()).isFalse();
        assertThat(health.reason()).startsWith("paused: ").contains("Maintenance");
    }
}
