package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Plan.Deed;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.metrics.PoolListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What an operator does with the pool. */
final class Controlling {

    private static final PoolListener NOBODY = new PoolListener() {};

    /** Leases go the long way while it listens. */
    private static final PoolListener LISTENER = new PoolListener() {
        @Override
        public void released(long id, Duration held) {}
    };

    private final Model model;
    private final Dice dice;

    Controlling(Model model) {
        this.model = model;
        this.dice = model.stage.dice;
    }

    void command(Deed deed) {
        Strand me = model.stage.current();
        me.asks.push(model.call());
        try {
            run(deed);
        } finally {
            me.asks.pop();
        }
    }

    private void run(Deed deed) {
        switch (deed) {
            case CLEAR -> clear();
            case PAUSE -> pause();
            case SUSPEND -> model.engine.suspend();
            case RESUME -> resume();
            case RESIZE -> resize();
            case CLEANUP -> model.engine.cleanup();
            case HEALTH -> model.engine.checkHealth(conn -> dice.percent(80) ? List.of() : List.of("complaint"));
            case FIGURES -> figures();
            case LISTENERS -> listeners();
            case INIT -> init();
            case CLOSE -> close(dice.percent(40) ? 0 : dice.between(1, 50_000_000));
            default -> throw new AssertionError(deed);
        }
    }

    private void clear() {
        int begun = model.stage.steps();
        model.engine.clear();
        model.cleared = Math.max(model.cleared, begun);
    }

    private void pause() {
        int begun = model.stage.steps();
        model.engine.pause(new IOException("paused"));
        model.cleared = Math.max(model.cleared, begun);
    }

    void resume() {
        model.spacing.resumes(true);
        model.engine.resume();
        model.spacing.resumes(false);
    }

    private void resize() {
        int maxSize = dice.between(1, 5);
        model.resized = true;
        model.engine.resize(dice.percent(50) ? 0 : dice.below(maxSize + 1), maxSize);
    }

    private void init() {
        try {
            model.engine.init();
        } catch (PoolException e) {
            model.stage.note("init: " + e.getClass().getSimpleName(), 0);
        }
    }

    private void figures() {
        model.engine.metrics();
        model.engine.statistics();
        model.engine.connections();
    }

    private void listeners() {
        if (dice.percent(50)) {
            model.engine.addListener(dice.percent(50) ? NOBODY : LISTENER);
        } else {
            model.engine.removeListener(dice.percent(50) ? NOBODY : LISTENER);
        }
    }

    void close(long drain) {
        model.closes++;
        model.engine.close(drain);
        model.closesReturned++;
    }
}
