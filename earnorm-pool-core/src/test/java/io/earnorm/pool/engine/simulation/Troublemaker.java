package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Strand.Where;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import java.time.Duration;

/** A listener that throws, dawdles, or uses the pool while it is told of something, but not of each lease. */
class Troublemaker implements PoolListener {

    private static final int DEEPEST = 2;

    private final Model model;
    private final Deeds deeds;

    Troublemaker(Model model, Deeds deeds) {
        this.model = model;
        this.deeds = deeds;
    }

    final void trouble() {
        Dice dice = model.stage.dice;
        if (model.backend.healed) {
            return;
        }
        Strand me = model.stage.current();
        me.callbacks++;
        try {
            if (me.callbacks <= DEEPEST && dice.percent(model.plan.busyListeners)) {
                if (dice.percent(20)) {
                    model.world.sleep(dice.between(1, 10_000_000), Where.IN_A_CALLBACK);
                } else {
                    deeds.doWithinACallback();
                }
            }
        } finally {
            me.callbacks--;
        }
        if (dice.percent(model.plan.failingListeners)) {
            if (dice.percent(30)) {
                throw new AssertionError("listener");
            }
            throw new IllegalStateException("listener");
        }
    }

    @Override
    public void poolCreated() {
        trouble();
    }

    @Override
    public void poolReady() {
        trouble();
    }

    @Override
    public void poolPaused(Throwable cause) {
        trouble();
    }

    @Override
    public void poolCleared() {
        trouble();
    }

    @Override
    public void poolClosed() {
        trouble();
    }

    @Override
    public void connectionCreated(long id) {
        trouble();
    }

    @Override
    public void connectionReady(long id, Duration took) {
        trouble();
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        trouble();
    }

    @Override
    public void acquireFailed(AcquireFailure reason, Duration waited) {
        trouble();
    }

    @Override
    public void leakDetected(LeakReport report) {
        trouble();
    }
}
