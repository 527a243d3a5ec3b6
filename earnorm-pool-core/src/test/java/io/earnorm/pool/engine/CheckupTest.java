package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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
            rig.engine.invalidate(lease.slot(), lease.stamp(), null);
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
}
