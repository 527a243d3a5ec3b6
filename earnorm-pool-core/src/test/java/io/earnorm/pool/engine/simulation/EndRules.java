package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Mode;
import io.earnorm.pool.engine.simulation.Model.ConnState;
import io.earnorm.pool.metrics.PoolStatistics;

/** What holds after close, once every lease has ended and nobody is left. */
final class EndRules {

    private final Model model;

    EndRules(Model model) {
        this.model = model;
    }

    void check() {
        everyConnectionIsDestroyed();
        everyAcquireEnds();
        everyEventHasItsEnd();
        nothingIsRetained();
        statisticsAgree();
        isClosed();
    }

    /** 3. */
    private void everyConnectionIsDestroyed() {
        for (Conn conn : model.backend.conns) {
            require(3, "every connection is destroyed", conn.destroyed, "number " + conn.number + " is not");
        }
        require(3, "created equals destroyed", model.backend.alive == 0, model.backend.alive + " are alive");
    }

    /** 5, 8. */
    private void everyAcquireEnds() {
        for (Ask ask : model.pending) {
            require(5, "every acquire ends", ask.future == null || ask.future.isDone(), "one never ended");
        }
        require(
                15,
                "every acquire tells how it ends",
                model.plan.silent || model.started == model.acquired + model.acquireFailed,
                "%d started, %d acquired, %d failed".formatted(model.started, model.acquired, model.acquireFailed));
        require(
                8,
                "every lease ends once",
                model.acquired == model.released && model.leases.isEmpty(),
                "%d acquired, %d released".formatted(model.acquired, model.released));
    }

    /** 15. */
    private void everyEventHasItsEnd() {
        model.states.forEach((id, state) -> require(
                15, "every connection is told to be destroyed", state == ConnState.DESTROYED, id + " is " + state));
    }

    /** 18. */
    private void nothingIsRetained() {
        require(18, "no place is kept", model.inside.places() == 0, model.inside.places() + " places");
        require(18, "nobody is kept", model.inside.isAtRest(), "somebody waits or works");
        require(18, "nothing is counted", model.inside.onTheWay() == 0, model.inside.onTheWay() + " are on the way");
    }

    /** 15. */
    private void statisticsAgree() {
        PoolStatistics all = model.engine.statistics();
        require(15, "created is counted", all.created() == model.backend.conns.size(), all.toString());
        require(15, "destroyed is counted", all.destroyed() == model.backend.destroyed, all.toString());
        require(15, "acquired is counted", all.acquired() == model.acquired, all.toString());
        require(15, "released is counted", all.released() == model.released, all.toString());
        long failures = all.acquireFailures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        require(15, "failures are counted", failures == model.acquireFailed, all.toString());
    }

    /** 9. */
    private void isClosed() {
        require(
                9,
                "closed",
                model.engine.mode() == Mode.CLOSED && model.closedTold,
                model.engine.mode().toString());
        require(9, "the backend is closed", model.backend.closed, "it is not");
    }

    private void require(int number, String rule, boolean holds, String otherwise) {
        if (!holds) {
            model.fail(number, rule, otherwise);
        }
    }
}
