package io.earnorm.pool.engine;

import org.jspecify.annotations.Nullable;

/** One question to a connection: is it alive? */
final class Check<C> {

    final Slot<C> slot;

    /** Who gets the connection if it is; {@code null}: the first in the queue. */
    final @Nullable Waiter<C> waiter;

    final Connections.Question<C> question;
    final SlowCall call = new SlowCall();

    /** Whether those in the queue count on it. Guarded by the pool's lock. */
    boolean counts;

    /** Why it is not alive; written by the checker, before it says so. */
    @Nullable
    Throwable failure;

    Check(Slot<C> slot, @Nullable Waiter<C> waiter, Connections.Question<C> question) {
        this.slot = slot;
        this.waiter = waiter;
        this.question = question;
        this.counts = waiter == null;
    }
}
