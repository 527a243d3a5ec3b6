package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes leases, and sometimes fails to. */
final class Leases implements LeaseFactory<Conn, SimLease> {

    private final World world;
    private @Nullable Model model;

    Leases(World world) {
        this.world = world;
    }

    void report(Model model) {
        this.model = model;
    }

    @Override
    public SimLease lease(Slot<Conn> slot, long stamp) {
        Model known = Objects.requireNonNull(model);
        Conn conn = slot.connection();
        if (conn.lease != null) {
            known.fail(1, "one lease at a time", "connection %d is leased".formatted(slot.id()));
        }
        if (conn.destroyed) {
            known.fail(3, "nothing destroyed is lent", "connection %d".formatted(slot.id()));
        }
        world.enter("lease", slot.id());
        try {
            if (!known.backend.healed && world.stage.dice.percent(world.plan.failingViews)) {
                known.viewFailures++;
                if (world.stage.dice.percent(30)) {
                    throw new AssertionError("view");
                }
                throw new IllegalStateException("view");
            }
            if (!known.backend.healed && world.stage.dice.percent(world.plan.failingViews / 5)) {
                world.sleep(world.stage.dice.between(1, 80_000_000), Strand.Where.IN_A_CALLBACK);
            }
            SimLease lease = new SimLease(slot, stamp, conn);
            if (known.reclaimedEarly.contains(slot.id())) {
                lease.reclaimed = true;
                lease.released = true;
                known.released += world.plan.silent ? 1 : 0;
            } else {
                conn.lease = lease;
                known.leases.put(slot.id(), lease);
            }
            if (world.plan.silent) {
                known.acquired++;
            }
            return lease;
        } finally {
            world.exit();
        }
    }

    @Override
    public void giveBack(SimLease lease) {
        world.point("gives back", lease.slot.id());
        Model known = Objects.requireNonNull(model);
        known.endsSilently(lease);
        if (lease.slot.release(lease.stamp)) {
            lease.firstEnds++;
        }
    }
}
