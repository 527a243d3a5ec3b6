package io.earnorm.pool;

import io.earnorm.pool.engine.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A lease: the slot, and the stamp that makes it one-shot. No more than that: it is made anew for every
 * lease, and takes 24 bytes.
 */
sealed class PooledLease<C> implements Lease<C> permits ViewLease {

    private final Slot<C> slot;
    private final long stamp;

    PooledLease(Slot<C> slot, long stamp) {
        this.slot = slot;
        this.stamp = stamp;
    }

    @Override
    public final C connection() {
        C view = view();
        if (!slot.isLeased(stamp)) { // Asked last: then what was read belongs to this lease.
            throw new IllegalStateException(
                    "The lease of connection %d has ended. Acquire another one".formatted(slot.id()));
        }
        return view;
    }

    /** What the holder sees. */
    C view() {
        return slot.connection();
    }

    /** Notes that the lease was handed out by {@code get()}, so that {@code put()} finds it. */
    final C lend() {
        C view = view();
        slot.tag(new Lent<>(this, view));
        return view;
    }

    /** A lease that was handed out by {@code get()}. Knows its object also while the lease is ending. */
    record Lent<C>(PooledLease<C> lease, C connection) {

        /** Returns whether this was the lease's first end. */
        boolean put() {
            return lease.slot.releases().put(lease.slot, lease.stamp);
        }
    }

    /** Ends the lease after work has succeeded. */
    final void complete() {
        slot.releases().complete(slot, stamp);
    }

    /** Ends the lease after work has failed. */
    final void end(Throwable failure) {
        slot.releases().fail(slot, stamp, failure);
    }

    @Override
    public final long id() {
        return slot.id();
    }

    @Override
    public final void invalidate() {
        slot.releases().invalidate(slot, stamp, null);
    }

    @Override
    public final void invalidate(@Nullable Throwable cause) {
        slot.releases().invalidate(slot, stamp, cause);
    }

    @Override
    public final void close() {
        slot.release(stamp);
    }

    @Override
    public final String toString() {
        return "Lease[connection %d%s]".formatted(slot.id(), slot.isLeased(stamp) ? "" : ", ended");
    }
}
