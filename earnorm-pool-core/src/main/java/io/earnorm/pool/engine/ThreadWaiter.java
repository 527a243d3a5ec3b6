package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.AcquireFailure;

/** A thread that waits. */
final class ThreadWaiter<C> extends Waiter<C> {

    private final Thread thread = Thread.currentThread();
    private final Parking parking;

    ThreadWaiter(Parking parking, long since, long deadline) {
        super(since, deadline);
        this.parking = parking;
    }

    /** To hand over to a virtual thread costs no context switch, so nothing is won by overtaking it. */
    @Override
    boolean comesByItself() {
        return !VirtualThreads.isVirtual(thread);
    }

    @Override
    void signal() {
        parking.unpark(thread);
    }

    /** Waits for the end of it: served, failed, over time or interrupted. */
    void await(Exchange<C> exchange) {
        await(exchange, deadline);
    }

    /**
     * The same, but looks up at a point before its deadline. A wake-up without a reason costs a look at
     * the clock; the deadline stays what it was.
     */
    void await(Exchange<C> exchange, long until) {
        while (!done) {
            long now = exchange.now();
            long left = until - now;
            if (left <= 0 && until < deadline) {
                return;
            }
            if (left <= 0) {
                exchange.abandon(this, AcquireFailure.TIMEOUT);
            } else if (Thread.currentThread().isInterrupted()) { // The flag stays set.
                exchange.abandon(this, AcquireFailure.INTERRUPTED);
            } else if (awake || now >= looksAgainAt) {
                exchange.takeIdle(this);
            } else {
                parking.park(exchange, Math.min(left, looksAgainAt - now));
            }
        }
    }
}
