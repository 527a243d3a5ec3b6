package io.earnorm.pool.engine;

import org.jspecify.annotations.Nullable;

/**
 * Those that wait, in order. Guarded by the pool's lock, but for {@link #isEmpty()}.
 *
 * <p>A linked list, so that one that gives up leaves at once wherever it stands.
 */
final class WaitQueue<C> {

    private @Nullable Waiter<C> first;
    private @Nullable Waiter<C> last;

    /**
     * Volatile for {@link #isEmpty()}: a releaser makes its slot idle, then reads this; a waiter writes
     * this, then looks for an idle slot. One of the two sees the other, so no wake-up is lost.
     */
    private volatile int size;

    private int peak;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int peak() {
        return peak;
    }

    @Nullable
    Waiter<C> first() {
        return first;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock alone.
    void add(Waiter<C> waiter) {
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
        waiter.queued = true;
        size = size + 1;
        peak = Math.max(peak, size);
    }

    /** Does nothing when it is not in the queue. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock alone.
    void remove(Waiter<C> waiter) {
        if (!waiter.queued) {
            return;
        }
        Waiter<C> before = waiter.previous;
        Waiter<C> after = waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.previous = null;
        waiter.next = null;
        waiter.queued = false;
        size = size - 1;
    }
}
