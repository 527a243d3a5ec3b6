package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Simulation.Outcome;

/** Looks for a mistake. Public because it is called across class loaders. */
public final class Hunt {

    private Hunt() {}

    /**
     * Runs seeds until one fails.
     *
     * @param mostSeeds how many at most
     * @return how many it took, and the invariant that was broken; empty when none was
     */
    public static String hunt(int mostSeeds) {
        try (Simulation simulation = new Simulation()) {
            for (int seed = 1; seed <= mostSeeds; seed++) {
                Outcome outcome = simulation.run(seed);
                Violation broken = outcome.violation();
                if (broken != null) {
                    return "%,7d  %2d %s".formatted(seed, broken.number(), broken.rule());
                }
            }
        }
        return "";
    }
}
