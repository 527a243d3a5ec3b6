package io.earnorm.pool.engine.simulation;

import java.io.IOException;

/** The ways to end a lease. */
final class Ending {

    private final Model model;

    Ending(Model model) {
        this.model = model;
    }

    void release(SimLease lease, Holdings holdings) {
        begin(lease);
        boolean first =
                lease.tagged ? lease.slot.releases().put(lease.slot, lease.stamp) : lease.slot.release(lease.stamp);
        counted(lease, first);
        if (!first && lease.enders == 1 && !lease.reclaimed) {
            model.fail(8, "the first end of a lease counts", "connection " + lease.slot.id());
        }
        end(lease, holdings);
    }

    private void begin(SimLease lease) {
        lease.enders++;
        lease.conn.unsettled++;
        model.endsSilently(lease);
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

    private void end(SimLease lease, Holdings holdings) {
        lease.conn.unsettled--;
        lease.conn.usedAt = model.stage.now;
        lease.conn.goodAt = model.stage.now;
        holdings.ended(lease);
        if (lease.enders == 1 && !lease.reclaimed && model.engine.findTag(tag -> tag == lease) != null) {
            model.fail(18, "nothing is retained of a lease", "its tag is still there");
        }
    }

    void invalidate(SimLease lease, Holdings holdings) {
        begin(lease);
        lease.invalidate(model.stage.dice.percent(50) ? null : new IOException("used"));
        end(lease, holdings);
    }

    void completeOrFail(SimLease lease, Holdings holdings) {
        begin(lease);
        if (model.stage.dice.percent(50) && !lease.tagged) {
            lease.complete();
        } else {
            lease.fail(new IOException("work"));
        }
        end(lease, holdings);
    }

    /** Nothing may come of this, whoever has the connection by now. */
    void again(SimLease lease) {
        lease.enders++;
        if (model.stage.dice.percent(50)) {
            if (lease.slot.release(lease.stamp)) {
                model.fail(8, "a second release changes nothing", "connection " + lease.slot.id());
            }
        } else {
            lease.invalidate(null);
        }
    }
}
