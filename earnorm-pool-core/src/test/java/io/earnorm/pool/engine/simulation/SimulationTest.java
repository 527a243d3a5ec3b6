package io.earnorm.pool.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.engine.simulation.Simulation.Outcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many worlds, each with its own trouble. {@code -Dseed=} replays one and prints all that it did; {@code
 * -Dseeds=} and {@code -Dfrom=} say how many to run, and from which on.
 */
class SimulationTest {

    private static final int SEEDS = 20_000;

    private final Simulation simulation = new Simulation();

    @AfterEach
    void end() {
        simulation.close();
    }

    @Test
    void theInvariantsHoldWhateverHappens() {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            Outcome outcome = simulation.run(seed);
            System.out.println(simulation.trace(true));
            assertThat(outcome.violation()).as(() -> simulation.report(outcome)).isNull();
            return;
        }
        long from = Long.getLong("from", 1);
        long seeds = Long.getLong("seeds", SEEDS);
        long steps = 0;
        long start = System.nanoTime();
        for (long i = from; i < from + seeds; i++) {
            Outcome outcome = simulation.run(i);
            steps += outcome.steps();
            assertThat(outcome.violation()).as(() -> simulation.report(outcome)).isNull();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.printf("Simulated %d seeds, %d steps, in %d ms: every invariant held%n", seeds, steps, millis);
    }

    @Test
    void aSeedRepeatsItself() {
        for (long seed = 1; seed <= Math.min(200, Long.getLong("seeds", SEEDS)); seed++) {
            Outcome first = simulation.run(seed);
            String trace = simulation.trace(true);
            Outcome second = simulation.run(seed);

            assertThat(simulation.trace(true)).isEqualTo(trace);
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void twoSeedsDiffer() {
        assertThat(simulation.run(1).fingerprint())
                .isNotEqualTo(simulation.run(2).fingerprint());
    }
}
