package io.earnorm.pool.stress;

import io.earnorm.pool.engine.Slot;

/** A lease, without any safety of its own: what makes it one-shot is the engine's. */
record Held(Slot<Connection> slot, long stamp, Connection connection) {

    void invalidate() {
        slot.releases().invalidate(slot, stamp, null);
    }
}
