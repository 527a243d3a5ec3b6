package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.resilience.RetryBudget;
import org.jspecify.annotations.Nullable;

/**
 * One acquire that has to wait. Ends once: with a slot, which is leased to it, or with a failure.
 *
 * <p>Written under the pool's lock; {@code done} is written last, so who reads {@code true} there may
 * read the outcome without the lock.
 */
abstract class Waiter<C> {

    // Links of the queue, guarded by the pool's lock.
    @Nullable
    Waiter<C> previous;

    @Nullable
    Waiter<C> next;

    boolean queued;

    final long since;
    final long deadline;

    /** Woken to take an idle connection by itself; set under the lock. */
    volatile boolean awake;

    /**
     * When it looks for an idle connection by itself, because it came and another was quicker: until then it is
     * not woken in vain again. Written under the lock.
     */
    long looksAgainAt = Long.MAX_VALUE;

    /** Whether the first failure to connect ends it, when no connection is alive. */
    boolean failsFast;

    @Nullable
    RetryBudget budget;

    @Nullable
    Slot<C> slot;

    @Nullable
    AcquireFailure failure;

    @Nullable
    Throwable cause;

    volatile boolean done;

    Waiter(long since, long deadline) {
        this.since = since;
        this.deadline = deadline;
    }

    /** Whether a thread waits that can take a connection by itself, so that others may overtake it. */
    abstract boolean comesByItself();

    /** Whether an idle connection may have been left for it, because it was woken or looks by itself. Under the lock. */
    final boolean isToLook() {
        return awake || looksAgainAt != Long.MAX_VALUE;
    }

    /** Tells whoever waits to look. Called without the lock. */
    abstract void signal();

    void served(Slot<C> slot) {
        this.slot = slot;
        done = true;
    }

    /** Whoever waited is gone before the end of it: leaves the queue, or passes on what it was served just now. */
    final void leave(Exchange<C> exchange) {
        exchange.abandon(this, AcquireFailure.CANCELLED);
        Slot<C> served = slot;
        if (served != null) {
            served.reserve();
            exchange.putBack(served, exchange.now());
        }
    }

    void failed(AcquireFailure failure, @Nullable Throwable cause) {
        this.failure = failure;
        this.cause = cause;
        done = true;
    }
}
