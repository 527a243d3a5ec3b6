package io.earnorm.pool.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator sees of an engine's inside: the one place to change when the engine changes. Reads
 * only, and only while nobody is under the lock.
 */
public final class Inside {

    /** The states of a place, in the order of the engine's own. */
    public enum Place {
        CONNECTING,
        IDLE,
        RESERVED,
        IN_USE,
        CLOSING
    }

    private final Exchange<?> exchange;

    public Inside(PoolEngine<?, ?> engine) {
        exchange = engine.exchange;
    }

    public boolean isLockHeld() {
        return exchange.isLockHeld();
    }

    public int places() {
        return exchange.places.slots.size();
    }

    public int count(Place state) {
        return exchange.places.slots.count(state.ordinal());
    }

    public int waiting() {
        return exchange.queue.size();
    }

    /** Connections that those who wait count on. */
    public int onTheWay() {
        return exchange.places.onTheWay();
    }

    /** Those that wait, in order. */
    public void copyQueue(List<Object> into) {
        into.clear();
        for (Waiter<?> waiter = exchange.queue.first(); waiter != null; waiter = waiter.next) {
            into.add(waiter);
        }
    }

    public boolean isServed(Object waiter) {
        return ((Waiter<?>) waiter).slot != null;
    }

    public boolean isDone(Object waiter) {
        return ((Waiter<?>) waiter).done;
    }

    /** Whether the first in the queue came in vain and looks again by itself, a moment from now. */
    public boolean firstLooksAgain() {
        Waiter<?> first = exchange.queue.first();
        return first != null && first.looksAgainAt != Long.MAX_VALUE;
    }

    /** The first in the queue, if nobody who asks at this moment may overtake it. */
    public @Nullable Object firstNotToBeOvertaken(boolean strict, long boundNanos, long now) {
        Waiter<?> first = exchange.queue.first();
        boolean settled = first != null && (strict || !first.comesByItself() || now - first.since >= boundNanos);
        return settled ? first : null;
    }

    /** Whether something is left of those that waited, or worked. */
    public boolean isAtRest() {
        return exchange.queue.first() == null
                && exchange.queue.isEmpty()
                && !exchange.gate.isAwaited()
                && exchange.places.connections.running() == 0;
    }
}
