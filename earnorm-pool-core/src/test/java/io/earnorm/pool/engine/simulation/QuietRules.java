package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Inside.Place;
import io.earnorm.pool.engine.Mode;
import io.earnorm.pool.engine.simulation.Strand.State;
import io.earnorm.pool.engine.simulation.Strand.Where;
import io.earnorm.pool.metrics.PoolMetrics;

/** What holds whenever nobody can go on unless time passes. */
final class QuietRules {

    private static final long LONGEST_BACKOFF_NANOS = 400_000_000;
    private static final long LONGEST_LEFT_OVER_NANOS = 2_000_000_000;

    private final Model model;
    private final Stage stage;

    QuietRules(Model model) {
        this.model = model;
        this.stage = model.stage;
    }

    void check() {
        nothingIsKeptByATimer();
        if (isStable()) {
            placesAreWhatTheyAreFor();
            metricsAgree();
            thoseWhoAskAreInTheQueue();
            nobodyWaitsBeyondTheDeadline();
            nobodyWaitsForAPoolThatRefuses();
            nobodyWaitsInVain();
            theFloorIsFilled();
            shrinkingConverges();
            clearTakesWhatIsIdle();
        }
    }

    /** Nobody is in the midst of a user's call, so everything shows in the places. */
    private boolean isStable() {
        for (Strand strand : stage.strands) {
            if (strand.callbacks > 0 || strand.state == State.ASLEEP && strand.where == Where.IN_A_CALLBACK) {
                return false;
            }
        }
        return true;
    }

    private int sleeping(Where where, boolean givenUpToo) {
        int count = 0;
        for (Strand strand : stage.strands) {
            boolean there = strand.state == State.ASLEEP && strand.where == where;
            count += there && (givenUpToo || !strand.givenUp) ? 1 : 0;
        }
        return count;
    }

    private int validating() {
        return sleeping(Where.VALIDATING, false);
    }

    // ---- 5, 15: places

    private void placesAreWhatTheyAreFor() {
        expect(Place.CONNECTING, sleeping(Where.CONNECTING, true));
        expect(Place.RESERVED, validating());
        expect(Place.IN_USE, model.leases.size());
        expect(Place.CLOSING, sleeping(Where.DESTROYING, true));
        if (validating() == 0 && model.connecting == 0 && model.inside.onTheWay() != 0) {
            model.fail(15, "counts agree with the places", "on the way: " + model.inside.onTheWay());
        }
    }

    private void expect(Place state, int count) {
        int counted = model.inside.count(state);
        if (counted != count) {
            model.fail(
                    5,
                    "every place is what it is for",
                    "%d places are %s, but there is a reason for %d".formatted(counted, state, count));
        }
    }

    private void metricsAgree() {
        PoolMetrics metrics = model.engine.metrics();
        boolean agree = metrics.connecting() == model.inside.count(Place.CONNECTING)
                && metrics.idle() == model.inside.count(Place.IDLE) + model.inside.count(Place.RESERVED)
                && metrics.inUse() == model.leases.size()
                && metrics.closing() == model.inside.count(Place.CLOSING)
                && metrics.pending() == model.inside.waiting()
                && metrics.total() == model.inside.places();
        if (!agree) {
            model.fail(15, "metrics agree when the pool is quiet", metrics.toString());
        }
    }

    // ---- 4, 6, 9: those who wait

    private void thoseWhoAskAreInTheQueue() {
        int asking = model.asking.size();
        for (Ask ask : model.pending) {
            asking += ask.timeout > 0 && ask.future != null && !ask.future.isDone() ? 1 : 0;
        }
        if (asking != model.inside.waiting()) {
            model.fail(
                    4,
                    "who is served is woken",
                    "%d ask, %d are in the queue".formatted(asking, model.inside.waiting()));
        }
    }

    private void nobodyWaitsBeyondTheDeadline() {
        for (Ask ask : model.pending) {
            if (ask.future != null
                    && !ask.future.isDone()
                    && ask.isLimited()
                    && stage.now > Math.max(ask.deadline, ask.queuedAt)) {
                model.fail(6, "an acquire ends by its deadline", "its deadline was " + ask.deadline);
            }
        }
        for (Strand strand : model.asking) {
            Ask ask = strand.asks.peek();
            if (ask != null && ask.isLimited() && stage.now >= ask.deadline) {
                model.fail(6, "an acquire ends by its deadline", "its deadline was " + ask.deadline);
            }
        }
    }

    private void nobodyWaitsForAPoolThatRefuses() {
        Mode mode = model.engine.mode();
        if (model.inside.waiting() > 0 && (mode == Mode.PAUSED || mode == Mode.DRAINING || mode == Mode.CLOSED)) {
            model.fail(
                    9,
                    "nobody waits for a pool that refuses",
                    "%d wait, the pool is %s".formatted(model.inside.waiting(), mode));
        }
    }

    private void nobodyWaitsInVain() {
        int waiting = model.inside.waiting();
        if (waiting == 0 || model.engine.mode() != Mode.RUNNING) {
            return;
        }
        if (model.inside.count(Place.IDLE) > 0 && waiting > validating() && !model.inside.firstLooksAgain()) {
            model.fail(
                    4,
                    "nobody waits while a connection is idle",
                    "%d wait, %d are validated".formatted(waiting, validating()));
        }
        if (hasRoom() && !isBackingOff() && waiting > validating() + model.connecting) {
            model.fail(
                    4,
                    "nobody waits while there is room",
                    "%d wait, %d connect, %d are validated".formatted(waiting, model.connecting, validating()));
        }
    }

    private boolean hasRoom() {
        int atOnce = model.failing ? 1 : model.plan.config.maxConnecting();
        return model.inside.places() < model.engine.config().maxSize() && model.connecting < atOnce;
    }

    private boolean isBackingOff() {
        return stage.now - model.lastFailureAt < LONGEST_BACKOFF_NANOS;
    }

    // ---- 14: sizes

    /** Closing ones may hold that up, but only until they are gone, or the next sweep. */
    private void theFloorIsFilled() {
        boolean below = model.inside.places() < model.engine.config().minSize();
        if (below
                && model.inside.count(Place.CLOSING) == 0
                && model.engine.mode() == Mode.RUNNING
                && hasRoom()
                && !isBackingOff()
                && model.connecting == 0) {
            model.fail(14, "the floor is filled", model.engine.metrics().toString());
        }
    }

    private void shrinkingConverges() {
        int live = model.inside.places() - model.inside.count(Place.CLOSING);
        if (live > model.engine.config().maxSize() && model.inside.count(Place.IDLE) > 0) {
            model.fail(
                    14, "shrinking evicts what is idle", model.engine.metrics().toString());
        }
    }

    // ---- 10

    private void clearTakesWhatIsIdle() {
        for (Conn conn : model.backend.conns) {
            boolean idle = conn.readyAt > 0 && !conn.destroyed && conn.lease == null && conn.call == null;
            if (idle && conn.begunAtStep < model.cleared) {
                model.fail(10, "clear takes what is idle at once", "number %d is still there".formatted(conn.number));
            }
        }
    }

    // ---- 18

    private void nothingIsKeptByATimer() {
        if (model.finished && stage.strands.size() == 1 && stage.timers.last() > stage.now + LONGEST_LEFT_OVER_NANOS) {
            model.fail(18, "no timer outlives what it was for", "one is due at " + stage.timers.last());
        }
    }
}
