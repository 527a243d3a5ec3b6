package io.earnorm.pool;

import io.earnorm.pool.engine.Slot;

/** A lease whose holder sees something else than the pool's own connection. */
final class ViewLease<C> extends PooledLease<C> {

    private final C view;

    ViewLease(Slot<C> slot, long stamp, C view) {
        super(slot, stamp);
        this.view = view;
    }

    @Override
    C view() {
        return view;
    }
}
