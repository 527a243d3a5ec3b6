package io.earnorm.pool.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leases that somebody may end: of one actor, or of whoever comes by. */
final class Holdings {

    private static final int REMEMBERED = 8;

    /** Not ended yet, as far as their holders know. */
    final List<SimLease> held = new ArrayList<>();

    /** Ended; to be ended again. */
    final List<SimLease> former = new ArrayList<>();

    @Nullable
    SimLease takeAny(Dice dice) {
        return held.isEmpty() ? null : held.remove(dice.below(held.size()));
    }

    void ended(SimLease lease) {
        if (former.size() == REMEMBERED) {
            former.remove(0);
        }
        former.add(lease);
    }
}
