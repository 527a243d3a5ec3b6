package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Slot;
import org.jspecify.annotations.Nullable;

/** The right to use a connection, as the engine's door has it. */
final class SimLease {

    final Slot<Conn> slot;
    final long stamp;
    final Conn conn;

    /** Whether {@code released} was heard of. */
    boolean released;

    /** Whether the pool took it away. */
    boolean reclaimed;

    /** How many have tried to end it. */
    int enders;

    boolean tagged;

    /** How many of those that ended it were told to be the first. */
    int firstEnds;

    SimLease(Slot<Conn> slot, long stamp, Conn conn) {
        this.slot = slot;
        this.stamp = stamp;
        this.conn = conn;
    }

    void complete() {
        slot.releases().complete(slot, stamp);
    }

    void invalidate(@Nullable Throwable cause) {
        slot.releases().invalidate(slot, stamp, cause);
    }

    void fail(Throwable failure) {
        slot.releases().fail(slot, stamp, failure);
    }

    /** It has ended, or is about to, and its holder will not touch the connection again. */
    void ended(long now) {
        released = true;
        conn.lease = null;
        conn.usedAt = now;
        conn.goodAt = now;
        if ("use".equals(conn.call)) { // Its holder loses it: the lease was reclaimed.
            conn.call = null;
            conn.by = null;
        }
    }
}
