package io.earnorm.pool.engine.simulation;

/** While attempts to connect fail, there are few of them: a dead backend is not asked again and again. */
final class Spacing {

    private static final long SHORTEST_BACKOFF_NANOS = 100_000_000;

    private final Model model;
    private long until;
    private int early;
    private int resuming;

    Spacing(Model model) {
        this.model = model;
    }

    /** Somebody says that trying makes sense again. */
    void resumes(boolean begins) {
        resuming += begins ? 1 : -1;
        until = 0;
    }

    void failed() {
        if (model.stage.now >= until) {
            until = model.stage.now + SHORTEST_BACKOFF_NANOS;
            early = 0;
        }
    }

    void succeeded() {
        until = 0;
    }

    /** Those that had a place already when another one failed may still begin. */
    void begins() {
        boolean known = resuming == 0 && !model.breaker;
        if (known && model.stage.now < until && ++early > model.plan.config.maxConnecting() + 2) {
            model.fail(12, "attempts are spaced while they fail", early + " began since one failed");
        }
    }
}
