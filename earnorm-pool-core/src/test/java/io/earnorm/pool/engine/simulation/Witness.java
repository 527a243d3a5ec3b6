package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Model.ConnState;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import java.time.Duration;

/** Hears every event first but those of each lease, and knows which may follow which. */
class Witness implements PoolListener {

    static final String PROTOCOL = "events of a connection come in order";

    final Model model;
    final World world;

    Witness(Model model) {
        this.model = model;
        this.world = model.world;
    }

    final void heard(String event, long number) {
        world.enter(event, number);
        world.exit();
    }

    // ---- The pool

    @Override
    public void poolCreated() {
        if (model.created) {
            model.fail(15, "poolCreated is told once", "");
        }
        model.created = true;
        heard("poolCreated", 0);
    }

    @Override
    public void poolReady() {
        model.announcing++;
        heard("poolReady", 0);
    }

    @Override
    public void poolPaused(Throwable cause) {
        heard("poolPaused", 0);
    }

    @Override
    public void poolCleared() {
        heard("poolCleared", 0);
    }

    @Override
    public void poolClosed() {
        if (model.closedTold) {
            model.fail(9, "poolClosed is told once", "");
        }
        model.closedTold = true;
        heard("poolClosed", 0);
    }

    // ---- Connections

    @Override
    public void connectionCreated(long id) {
        if (model.states.put(id, ConnState.CONNECTING) != null || id < 1) {
            model.fail(15, PROTOCOL, "created twice: " + id);
        }
        model.connecting++;
        model.stage.current().failed = false;
        model.spacing.begins();
        if (model.connecting > model.plan.config.maxConnecting()) {
            model.fail(12, "at most maxConnecting at once", model.connecting + " are connecting");
        }
        heard("connectionCreated", id);
    }

    @Override
    public void connectionReady(long id, Duration took) {
        move(id, ConnState.CONNECTING, ConnState.FREE);
        model.connecting--;
        // Of two ends that meet, the engine may count the failure last, though it was told first.
        model.failing = model.stage.strands.stream().anyMatch(strand -> strand.failed);
        model.spacing.succeeded();
        Conn made = model.stage.current().made;
        if (made != null) {
            made.readyAt = model.stage.now;
            made.goodAt = model.stage.now;
            made.usedAt = model.stage.now;
            made.unsettled++; // Until it was placed.
            model.stage.current().checked = made;
        }
        heard("connectionReady", id);
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        if (model.states.get(id) == ConnState.CONNECTING) {
            model.connecting--;
            model.neverReady++;
            model.failing = true;
            model.stage.current().failed = true;
            model.spacing.failed();
            model.lastFailureAt = model.stage.now;
            if (reason != EvictionReason.BROKEN) {
                model.fail(15, PROTOCOL, "connection %d was never made, but destroyed: %s".formatted(id, reason));
            }
            move(id, ConnState.CONNECTING, ConnState.DESTROYED);
        } else {
            move(id, ConnState.FREE, ConnState.DESTROYED);
        }
        heard("connectionDestroyed, reason " + reason, id);
    }

    final void move(long id, ConnState from, ConnState to) {
        ConnState before = model.states.put(id, to);
        if (before != from) {
            model.fail(
                    from == ConnState.FREE && to == ConnState.LEASED ? 1 : 15,
                    PROTOCOL,
                    "connection %d is %s, not %s".formatted(id, before, from));
        }
    }

    // ---- Leases

    @Override
    public void acquireFailed(AcquireFailure reason, Duration waited) {
        model.acquireFailed++;
        endsAsk(waited);
        heard("acquireFailed, reason " + reason, 0);
    }

    final void endsAsk(Duration waited) {
        Ask ask = world.stage.current().asks.peek();
        if (ask != null) {
            ask.ended++;
        }
        if (waited.isNegative()) {
            model.fail(17, "time is monotonic", "waited for " + waited);
        }
    }

    @Override
    public void leakDetected(LeakReport report) {
        SimLease lease = model.leases.get(report.id());
        if (lease != null && report.reclaimed()) {
            lease.reclaimed = true;
            model.endsSilently(lease);
        }
        if (report.reclaimed() && model.states.get(report.id()) == ConnState.FREE) {
            model.reclaimedEarly.add(report.id()); // Its acquire takes too long to tell of it.
        }
        heard(report.reclaimed() ? "leakDetected, reclaimed" : "leakDetected", report.id());
    }
}
