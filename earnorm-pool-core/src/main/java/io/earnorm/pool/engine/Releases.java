package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.EvictionReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The ways to end a lease. Of all ends of one lease the first counts; the others change nothing.
 *
 * @param <C> the connection
 */
public final class Releases<C> {

    private static final Log LOG = new Log(Releases.class);

    private static final long NOT_ENDED = -1;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    /** Whether a connection that comes back needs nothing but to be idle again. */
    private final boolean simple;

    Releases(PoolContext<C> pool, Exchange<C> exchange, Places<C> places) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = places;
        this.simple = pool.trusting && !pool.traced && !pool.config().testOnReturn() && !pool.connector.resets();
    }

    /** Whether nothing is to be done or told when a connection is lent or comes back. */
    boolean isPlain() {
        return simple && !pool.events.hearLeases();
    }

    /**
     * Ends a lease and gives its connection back, step by step, as for a lease with a tag.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @return whether this was the first end
     */
    public boolean put(Slot<C> slot, long stamp) {
        boolean first = end(slot, stamp) != NOT_ENDED;
        if (first && giveBack(slot)) {
            places.guard.endedWell();
        }
        return first;
    }

    /**
     * Ends a lease whose work has succeeded, which tells something about the backend.
     *
     * @param slot the lease's
     * @param stamp the lease's
     */
    public void complete(Slot<C> slot, long stamp) {
        if (!pool.resilience.hasCircuitBreaker()) {
            slot.release(stamp);
            return;
        }
        long held = end(slot, stamp);
        if (held != NOT_ENDED && giveBack(slot)) {
            places.guard.pay();
            places.guard.succeeded(null, held);
        }
    }

    /** Returns whether the connection came back clean. */
    private boolean giveBack(Slot<C> slot) {
        try {
            pool.connector.reset(slot.connection());
        } catch (Throwable t) { // An Error as well: what can't be made clean is not lent again.
            LOG.debug("Pool '{}': connection {} could not be reset", pool.name, slot.id, t);
            evict(slot, EvictionReason.INVALID, t);
            return false;
        }
        if (pool.config().testOnReturn()) {
            exchange.change(effects -> places.checks.begin(slot, effects));
        } else {
            exchange.putBack(slot, slot.lastUsed);
        }
        return true;
    }

    /**
     * Ends a lease whose connection is broken.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @param cause what broke it, or {@code null}
     */
    public void invalidate(Slot<C> slot, long stamp, @Nullable Throwable cause) {
        if (end(slot, stamp) != NOT_ENDED) {
            evict(slot, EvictionReason.BROKEN, cause);
        }
    }

    /**
     * Ends a lease whose work has failed; the backend says whether that broke the connection.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @param failure what the work threw
     */
    public void fail(Slot<C> slot, long stamp, Throwable failure) {
        if (end(slot, stamp) == NOT_ENDED) {
            return;
        }
        if (places.connections.isBroken(slot.connection(), failure)) {
            evictBroken(slot, EvictionReason.BROKEN, failure);
        } else {
            giveBack(slot);
        }
    }

    /** Returns for how long the lease was held, or that it had ended before. */
    private long end(Slot<C> slot, long stamp) {
        if (!slot.end(stamp)) {
            return NOT_ENDED;
        }
        long now = pool.now();
        long held = Math.max(0, now - slot.leasedAt);
        if (slot.timed) {
            pool.recorder.used(held);
        }
        ended(slot, now, held);
        return held;
    }

    /** A lease has ended, by its holder or by the pool. */
    void ended(Slot<C> slot, long now, long held) {
        slot.ended(now, pool.tick());
        pool.events.tell(listener -> listener.released(slot.id, Duration.ofNanos(held)));
    }

    private void evict(Slot<C> slot, EvictionReason reason, @Nullable Throwable cause) {
        if (cause != null && places.connections.isBroken(slot.connection(), cause)) {
            evictBroken(slot, reason, cause);
        } else {
            places.evict(slot, reason);
        }
    }

    /** Evicts what a failure of the backend broke; others may be broken, too. */
    private void evictBroken(Slot<C> slot, EvictionReason reason, Throwable cause) {
        places.evict(slot, reason);
        places.guard.failed(slot, 0, cause);
        places.guard.suspect(slot.generation);
    }
}
