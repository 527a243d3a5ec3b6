package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Slot;

/** The right to use a connection, as the engine's door has it. */
final class SimLease {

    final Slot<Conn> slot;
    final long stamp;
    final Conn conn;

    /** Whether {@code released} was heard of. */
    boolean released;

    /** Whether the pool took it away. */
    boolean reclaimed;

    /** How many of those that ended it were told to be the first. */
    int firstEnds;

    SimLease(Slot<Conn> slot, long stamp, Conn conn) {
        this.slot = slot;
        this.stamp = stamp;
        this.conn = conn;
    }
}
