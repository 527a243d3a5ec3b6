package io.earnorm.pool;

import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.Slot;
import org.jspecify.annotations.Nullable;

/** A lease: the slot, the stamp that makes it one-shot, and what the holder sees. */
final class PooledLease<C> implements Lease<C> {

    private final PoolEngine<C, Lease<C>> engine;
    private final Slot<C> slot;
    private final long stamp;
    private final C view;

    PooledLease(PoolEngine<C, Lease<C>> engine, Slot<C> slot, long stamp, C view) {
        this.engine = engine;
        this.slot = slot;
        this.stamp = stamp;
        this.view = view;
    }

    @Override
    public C connection() {
        if (!slot.isLeased(stamp)) {
            throw new IllegalStateException(
                    "The lease of connection %d has ended. Acquire another one".formatted(slot.id()));
        }
        return view;
    }

    /** Whether this lease lent the object, also while it is ending. */
    boolean lent(Object connection) {
        return view == connection;
    }

    /** Notes that the lease was handed out by {@code get()}, so that {@code put()} finds it. */
    C lend() {
        slot.tag(this);
        return view;
    }

    /** Ends the lease after work has succeeded. */
    void complete() {
        engine.complete(slot, stamp);
    }

    /** Ends the lease after work has failed. */
    void end(Throwable failure) {
        engine.fail(slot, stamp, failure);
    }

    /** {@return whether this was the lease's first end} */
    boolean giveBack() {
        return engine.release(slot, stamp);
    }

    @Override
    public long id() {
        return slot.id();
    }

    @Override
    public void invalidate() {
        engine.invalidate(slot, stamp, null);
    }

    @Override
    public void invalidate(@Nullable Throwable cause) {
        engine.invalidate(slot, stamp, cause);
    }

    @Override
    public void close() {
        giveBack();
    }

    @Override
    public String toString() {
        return "Lease[connection %d%s]".formatted(slot.id(), slot.isLeased(stamp) ? "" : ", ended");
    }
}
