package io.earnorm.pool.engine.simulation;

import java.util.ArrayList;
import java.util.List;

/** Real threads, reused by one world after the other. The lowest free one works first, so that a seed repeats itself. */
final class Crew {

    private final List<Strand> strands = new ArrayList<>();

    Strand hire() {
        for (Strand strand : strands) {
            if (strand.isFree()) {
                return strand;
            }
        }
        Strand strand = new Strand(strands.size() + 1);
        strands.add(strand);
        strand.start();
        return strand;
    }

    /** Ends all threads, once none of them works. */
    void dismiss() {
        strands.forEach(Strand::dismiss);
        strands.clear();
    }
}
