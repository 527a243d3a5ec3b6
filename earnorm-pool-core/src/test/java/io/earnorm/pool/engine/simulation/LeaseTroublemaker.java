package io.earnorm.pool.engine.simulation;

import java.time.Duration;

/** Makes trouble also whenever a lease begins or ends. */
final class LeaseTroublemaker extends Troublemaker {

    LeaseTroublemaker(Model model, Deeds deeds) {
        super(model, deeds);
    }

    @Override
    public void acquireStarted() {
        trouble();
    }

    @Override
    public void acquired(long id, Duration waited) {
        trouble();
    }

    @Override
    public void released(long id, Duration held) {
        trouble();
    }
}
