package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Mode;
import java.util.ArrayList;
import java.util.List;

/** What holds at every step. */
final class StepRules {

    private final Model model;
    private final List<Object> before = new ArrayList<>();
    private final List<Object> queue = new ArrayList<>();

    StepRules(Model model) {
        this.model = model;
    }

    void check() {
        neverMorePlacesThanMaxSize();
        everyConnectionHasItsPlace();
        firstComeFirstServed();
        countsAreNotNegative();
        if (model.engine.mode() == Mode.PAUSED) {
            model.unavailableAtStep = model.stage.steps();
        }
    }

    /** 2. Only a lowered ceiling may be exceeded, and by no more than before. */
    private void neverMorePlacesThanMaxSize() {
        int places = model.inside.places();
        int maxSize = model.engine.config().maxSize();
        if (places > Math.max(maxSize, model.ceiling)) {
            model.fail(2, "never more than maxSize", "%d places, maxSize %d".formatted(places, maxSize));
        }
        model.ceiling = Math.max(maxSize, places);
    }

    /** 2. A connection counts until it is closed, an attempt until it has returned. */
    private void everyConnectionHasItsPlace() {
        int real = model.backend.alive + model.backend.attempts;
        if (real > model.inside.places()) {
            model.fail(
                    2,
                    "a connection counts until it is closed",
                    "%d connections and attempts, %d places".formatted(real, model.inside.places()));
        }
    }

    /** 7. Nobody in the queue is served before one who was there earlier and is still there. */
    private void firstComeFirstServed() {
        if (before.isEmpty() && model.inside.waiting() == 0) {
            return;
        }
        model.inside.copyQueue(queue);
        Object stillThere = null;
        int next = 0;
        for (Object waiter : before) {
            boolean waits = next < queue.size() && queue.get(next) == waiter;
            if (waits) {
                next++;
                stillThere = stillThere == null ? waiter : stillThere;
            } else if (stillThere != null && model.inside.isServed(waiter)) {
                model.fail(7, "first come, first served", "one in the queue was served before another");
            } else if (!model.inside.isDone(waiter)) {
                model.fail(4, "nobody in the queue is forgotten", "one left it without an outcome");
            }
        }
        before.clear();
        before.addAll(queue);
    }

    /** 15. */
    private void countsAreNotNegative() {
        if (model.inside.onTheWay() < 0) {
            model.fail(15, "counts are not negative", "on the way: " + model.inside.onTheWay());
        }
    }
}
