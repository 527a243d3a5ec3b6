package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far an arrival may overtake those that wait. */
class FairnessTest extends ScriptedTestCase {

    @Test
    void strictNobodyOvertakesOneThatWaits() {
        nobodyOvertakes(config().fairness(Fairness.STRICT), Duration.ZERO);
    }

    @Test
    void boundedByZeroIsStrict() {
        nobodyOvertakes(config().fairness(Fairness.BOUNDED).fairnessBound(Duration.ZERO), Duration.ZERO);
    }

    @Test
    void boundedNobodyOvertakesOneThatHasWaitedForLonger() {
        Duration bound = Duration.ofMillis(5);
        nobodyOvertakes(config().fairness(Fairness.BOUNDED).fairnessBound(bound), bound);
    }

    private void nobodyOvertakes(PoolConfig.Builder config, Duration afterWaiting) {
        ScriptedPool pool = poolOf(config.maxSize(1));
        for (int round = 0; round < 20; round++) {
            Lease<ScriptedConnection> held = pool.acquire();
            int usesBefore = held.connection().uses();
            Task<Integer> waiting = start(() -> {
                try (Lease<ScriptedConnection> lease = pool.acquire()) {
                    lease.connection().use();
                    return lease.connection().uses();
                }
            });
            until(() -> pool.getMetrics().pending() == 1);
            long since = System.nanoTime();
            until(() -> System.nanoTime() - since >= afterWaiting.toNanos());

            held.close();
            try (Lease<ScriptedConnection> arrival = pool.acquire()) {
                assertThat(arrival.connection().uses())
                        .as("the one that waited came first")
                        .isEqualTo(usesBefore + 1);
            }
            assertThat(waiting.result()).isEqualTo(usesBefore + 1);
        }
    }
}
