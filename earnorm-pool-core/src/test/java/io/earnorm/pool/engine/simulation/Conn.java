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

    /** At the latest, when it was connected, used, and found good: for worlds' time. */
    long readyAt;

    long usedAt;
    long goodAt;

    /** How many are about to say when they used it, or found it good. */
    int unsettled;

    Conn(int number, int begunAtStep) {
        this.number = number;
        this.begunAtStep = begunAtStep;
    }

    /** Who has found it good has said so. */
    void settled(long now) {
        goodAt = now;
        unsettled--;
    }
}
