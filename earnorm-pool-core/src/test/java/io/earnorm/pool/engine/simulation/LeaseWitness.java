package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Model.ConnState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears also of each lease. Then the pool takes the long way for them. */
final class LeaseWitness extends Witness {

    LeaseWitness(Model model) {
        super(model);
    }

    @Override
    public void acquireStarted() {
        model.started++;
        Ask ask = world.stage.current().asks.peek();
        if (ask != null) {
            ask.started++;
        }
        heard("acquireStarted", 0);
    }

    @Override
    public void acquired(long id, Duration waited) {
        model.acquired++;
        if (!model.reclaimedEarly.contains(id)) {
            move(id, ConnState.FREE, ConnState.LEASED);
        }
        endsAsk(waited);
        heard("acquired", id);
    }

    @Override
    public void released(long id, Duration held) {
        model.released++;
        if (!model.reclaimedEarly.contains(id)) {
            move(id, ConnState.LEASED, ConnState.FREE);
        }
        @Nullable SimLease lease = model.leases.remove(id);
        if (lease == null && model.reclaimedEarly.contains(id)) {
            heard("released early", id);
            return;
        }
        if (lease == null || lease.released) {
            model.fail(8, "a lease ends once", "connection " + id);
        } else {
            lease.ended(model.stage.now);
        }
        heard("released", id);
    }
}
