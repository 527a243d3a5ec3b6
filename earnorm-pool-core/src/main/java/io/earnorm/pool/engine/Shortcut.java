package io.earnorm.pool.engine;

import org.jspecify.annotations.Nullable;

/**
 * The way of nearly all leases: of a connection that was used a moment ago, while all is quiet. Two
 * compare-and-sets, no lock, no look at the exact time, nothing that threads share but the slot.
 *
 * <p>What depends on the time is looked at once in a tick of the coarse clock: the first lease of a
 * connection in a tick goes the long way, which leaves the tick in the slot.
 *
 * @param <C> the connection
 */
final class Shortcut<C> {

    private static final long SHUT = -1;

    private final Slots<C> slots;
    private final Exchange<C> exchange;
    private final EngineClock clock;

    /**
     * The generation that may be lent and put back this way, or {@link #SHUT}: while the pool does not
     * run, somebody waits, the backend is in doubt, there are too many connections, or there is something
     * to do or to tell at each lease.
     *
     * <p>Invariant: a step that shuts it does so before it looks for idle connections; who takes no lock
     * makes its slot idle and then looks here again. So one of the two sees the other, and no wake-up is
     * lost.
     */
    private volatile long open = SHUT;

    /** The same, but for what there is to do or to tell: whether a slot may be put back without the lock. */
    private volatile long quiet = SHUT;

    Shortcut(PoolContext<C> pool, Exchange<C> exchange, Slots<C> slots) {
        this.exchange = exchange;
        this.slots = slots;
        this.clock = pool.surroundings.clock();
    }

    /** Under the lock, at the end of a step. */
    void open(long generation, boolean plain) {
        set(generation, plain ? generation : SHUT);
    }

    /** Under the lock. */
    void shut() {
        set(SHUT, SHUT);
    }

    /** Read by every lease: written only when it changes. */
    private void set(long quiet, long open) {
        if (this.open != open) {
            this.open = open;
        }
        if (this.quiet != quiet) {
            this.quiet = quiet;
        }
    }

    /** Leases a connection, or returns {@code null}, which says nothing: the long way finds out. */
    @Nullable
    Slot<C> lease() {
        long generation = open;
        Thread thread = Thread.currentThread();
        if (generation == SHUT || thread.isInterrupted()) {
            return null;
        }
        long id = thread.getId();
        Slot<C> slot = slots.lease((int) id);
        if (slot == null) {
            return null;
        }
        if (slot.generation != generation || slot.tick != clock.coarseTime()) {
            return exchange.lookAt(slot, generation);
        }
        slot.holder = id; // When the lease began is known well enough: at this tick of the clock.
        return slot;
    }

    /** Ends a lease. Returns whether this was its first end. */
    boolean release(Slot<C> slot, long stamp) {
        if (slot.generation != open || slot.tick != clock.coarseTime()) {
            return exchange.places.releases.put(slot, stamp);
        }
        boolean first = slot.endToIdle(stamp);
        if (first && slot.generation != open) {
            exchange.takeUp(slot);
        }
        return first;
    }

    /** Makes a reserved slot idle, unless that is a matter for the lock. */
    boolean putBack(Slot<C> slot, long now) {
        if (slot.generation != quiet || now >= slot.expiresAt) {
            return false;
        }
        slot.idle();
        if (slot.generation != quiet) {
            exchange.takeUp(slot);
        }
        return true;
    }
}
