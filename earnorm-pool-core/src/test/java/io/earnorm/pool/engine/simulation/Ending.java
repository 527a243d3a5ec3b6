package io.earnorm.pool.engine.simulation;

import java.io.IOException;

/** The ways to end a lease. */
final class Ending {

    private final Model model;

    Ending(Model model) {
        this.model = model;
    }

    void release(SimLease lease, Holdings holdings) {
        boolean first = model.engine.release(lease.slot, lease.stamp);
        counted(lease, first);
        holdings.ended(lease);
    }

    private void counted(SimLease lease, boolean first) {
        if (first) {
            lease.firstEnds++;
        }
        if (lease.firstEnds > (lease.reclaimed ? 0 : 1)) {
            model.fail(
                    8, "a lease ends once", "connection %d, %d first ends".formatted(lease.slot.id(), lease.firstEnds));
        }
        if (first && !lease.released) {
            model.fail(8, "an ended lease has ended", "connection " + lease.slot.id());
        }
    }

    void invalidate(SimLease lease, Holdings holdings) {
        model.engine.invalidate(lease.slot, lease.stamp, model.stage.dice.percent(50) ? null : new IOException("used"));
        counted(lease, false);
        holdings.ended(lease);
    }

    void completeOrFail(SimLease lease, Holdings holdings) {
        if (model.stage.dice.percent(50)) {
            model.engine.complete(lease.slot, lease.stamp);
        } else {
            model.engine.fail(lease.slot, lease.stamp, new IOException("work"));
        }
        counted(lease, false);
        holdings.ended(lease);
    }

    /** Nothing may come of this, whoever has the connection by now. */
    void again(SimLease lease) {
        if (model.stage.dice.percent(50)) {
            if (model.engine.release(lease.slot, lease.stamp)) {
                model.fail(8, "a second release changes nothing", "connection " + lease.slot.id());
            }
        } else {
            model.engine.invalidate(lease.slot, lease.stamp, null);
        }
    }
}
