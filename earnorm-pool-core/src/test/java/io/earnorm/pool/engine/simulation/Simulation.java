package io.earnorm.pool.engine.simulation;

import org.jspecify.annotations.Nullable;

/** Runs seeds, one world after the other. For one thread. */
final class Simulation implements AutoCloseable {

    private static final int LINES_OF_A_FAILURE = 60;

    /**
     * How a seed ended.
     *
     * @param violation what was broken, or {@code null}
     * @param steps how many there were
     * @param nanos how much virtual time passed
     * @param fingerprint the same for two runs only if they did the same
     */
    record Outcome(long seed, @Nullable Violation violation, int steps, long nanos, long fingerprint) {}

    private final EngineLog log = new EngineLog();
    private Crew crew = new Crew();
    private @Nullable Trace last;

    Outcome run(long seed) {
        Plan plan = new Plan(seed);
        Stage stage = new Stage(plan.dice, crew);
        stage.sluggish = plan.sluggish;
        World world = new World(stage, plan);
        Violation violation = stage.run(() -> new Director(world).run());
        last = stage.trace;
        if (violation != null) {
            crew = new Crew(); // The old one is stuck for ever in a broken world.
        }
        return new Outcome(seed, violation, stage.steps(), stage.now, stage.trace.fingerprint());
    }

    /** What the last seed did, its last steps or all. */
    String trace(boolean all) {
        Trace trace = last;
        return trace == null ? "" : trace.tail(all ? trace.size() : LINES_OF_A_FAILURE);
    }

    /** Everything that somebody needs who wants to know why the last seed failed. */
    String report(Outcome outcome) {
        Violation broken = outcome.violation();
        if (broken == null) {
            return "seed %d held, %d steps".formatted(outcome.seed(), outcome.steps());
        }
        return "Invariant %d broken: %s. %s%nseed %d, step %d. The last steps:%n%s%nReplay: %s"
                .formatted(
                        broken.number(),
                        broken.rule(),
                        broken.message(),
                        outcome.seed(),
                        outcome.steps(),
                        trace(false),
                        "./mvnw -pl earnorm-pool-core test -Dtest=SimulationTest -Dseed=" + outcome.seed());
    }

    @Override
    public void close() {
        crew.dismiss();
        log.close();
    }
}
