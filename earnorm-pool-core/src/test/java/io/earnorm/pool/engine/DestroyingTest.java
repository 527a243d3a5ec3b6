package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How connections are closed, and what a backend that cannot close them costs. */
class DestroyingTest {

    @Test
    void sixteenAreDestroyedAtOnce() {
        Rig rig = new Rig(config -> config.maxSize(40).maxConnecting(40).connectTimeout(Duration.ofSeconds(5)));
        rig.fill(40);

        rig.engine.clear();

        assertThat(rig.world.queued()).isEqualTo(16);
        rig.world.runAll();
        assertThat(rig.destroyed).hasSize(40);
        assertThat(rig.engine.metrics().total()).isZero();
    }

    @Test
    void aBackendThatCannotCloseAConnectionCostsNoPlace() {
        Rig rig = new Rig(config -> config.maxSize(1));
        rig.fill(1);
        rig.whenDestroyed = connection -> {
            throw new IllegalStateException("Not now");
        };

        rig.engine.clear();
        rig.world.runAll();

        assertThat(rig.engine.metrics().total()).isZero();
        assertThat(rig.engine.statistics().destroyed()).isEqualTo(1);
    }

    @Test
    void oneThatHangsWhileItIsDestroyedMakesWayForTheNextAfterTheConnectTimeout() {
        makesWayAfter(Duration.ofSeconds(5), Duration.ofSeconds(5));
        makesWayAfter(Duration.ZERO, Duration.ofSeconds(10));
    }

    /** Sixteen hang, one inside the other; a seventeenth waits. */
    private static void makesWayAfter(Duration connectTimeout, Duration limit) {
        Rig rig = new Rig(config -> config.maxSize(17).maxConnecting(17).connectTimeout(connectTimeout));
        rig.fill(17);
        List<Integer> destroyed = new ArrayList<>();
        rig.whenDestroyed = connection -> {
            if (rig.destroyed.size() < 16) {
                rig.world.runOne();
            } else if (rig.destroyed.size() == 16) {
                rig.pass(limit.minusMillis(1));
                destroyed.add(rig.destroyed.size());
                rig.pass(Duration.ofMillis(1));
                destroyed.add(rig.destroyed.size());
                Thread.interrupted();
            }
        };

        rig.engine.clear();
        rig.world.runAll();

        assertThat(destroyed).containsExactly(16, 17);
        assertThat(rig.engine.metrics().total()).isZero();
    }
}
