package io.earnorm.pool.engine.simulation;

import org.jspecify.annotations.Nullable;

/** A connection, and who is about it. */
final class Conn {

    final int number;

    /** The step at which connecting began. */
    final int begunAtStep;

    /** What somebody does to it at this moment. */
    @Nullable
    String call;

    /** Who does it. */
    @Nullable
    Strand by;

    @Nullable
    SimLease lease;

    boolean destroyed;

    Conn(int number, int begunAtStep) {
        this.number = number;
        this.begunAtStep = begunAtStep;
    }
}
