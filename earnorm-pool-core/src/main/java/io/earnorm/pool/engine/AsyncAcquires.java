package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.AcquireFailure;
import java.util.concurrent.CompletableFuture;

/** Acquires that hold no thread while they wait. They end like the others, but on a worker. */
final class AsyncAcquires<C, L> {

    private static final int AT_ONCE = 16;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Controls<C> controls;
    private final LeaseFactory<C, L> leases;
    private final Acquires<C, L> acquires;

    private final Lane refusing;
    private final Lane trying;

    AsyncAcquires(
            PoolContext<C> pool,
            Exchange<C> exchange,
            Controls<C> controls,
            LeaseFactory<C, L> leases,
            Acquires<C, L> acquires) {
        this.pool = pool;
        this.exchange = exchange;
        this.controls = controls;
        this.leases = leases;
        this.acquires = acquires;
        this.refusing = new Lane(pool.workers, AT_ONCE);
        this.trying = new Lane(pool.workers, AT_ONCE);
    }

    CompletableFuture<L> acquire(long timeoutNanos) {
        CompletableFuture<L> future = new CompletableFuture<>();
        if (timeoutNanos == 0) {
            trying.run(() -> completeNow(future));
            return future;
        }
        long start = pool.now();
        acquires.started();
        if (exchange.lifecycle.mode() == Mode.NEW) {
            controls.start(); // Does not wait for a connection: that would hold this thread.
        }
        enqueue(future, start, timeoutNanos);
        return future;
    }

    private void completeNow(CompletableFuture<L> future) {
        try {
            complete(future, acquires.acquire(0));
        } catch (Throwable t) { // Whatever it was, nobody is to wait for ever.
            future.completeExceptionally(t);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The future itself is what the caller gets.
    private void enqueue(CompletableFuture<L> future, long start, long timeoutNanos) {
        long deadline = PoolContext.deadline(start, timeoutNanos);
        AsyncWaiter waiter = new AsyncWaiter(future, start, deadline);
        // Whoever completes or cancels the future gives the place in the queue back.
        future.whenComplete((lease, failure) -> {
            if (!waiter.done) {
                exchange.abandon(waiter, AcquireFailure.CANCELLED);
            }
        });
        try {
            exchange.enqueue(waiter);
            waiter.expiry(pool.workers.schedule(
                    Math.max(1, deadline - pool.now()), () -> exchange.abandon(waiter, AcquireFailure.TIMEOUT)));
        } catch (Throwable t) { // For want of memory.
            future.completeExceptionally(t);
        }
    }

    private void complete(CompletableFuture<L> future, L lease) {
        if (!future.complete(lease)) {
            leases.giveBack(lease);
        }
    }

    /** An acquire that holds no thread while it waits. */
    private final class AsyncWaiter extends Waiter<C> {

        private final CompletableFuture<L> future;
        private volatile Workers.Cancellation expiry = () -> {};

        AsyncWaiter(CompletableFuture<L> future, long since, long deadline) {
            super(since, deadline);
            this.future = future;
        }

        void expiry(Workers.Cancellation expiry) {
            this.expiry = expiry;
            if (done) {
                expiry.cancel();
            }
        }

        @Override
        boolean comesByItself() {
            return false;
        }

        /** It ends on a worker, never on the thread that served it. */
        @Override
        void signal() {
            expiry.cancel();
            if (slot == null) { // Any number may end so at once: those that got a lease are not to wait behind them.
                refusing.run(this::end);
            } else {
                pool.workers.execute(this::end);
            }
        }

        private void end() {
            Slot<C> served = slot;
            if (served != null && future.isDone()) { // Cancelled on the way: the connection is for the next.
                served.reserve();
                exchange.putBack(served, pool.now());
                acquires.failed(AcquireFailure.CANCELLED, since);
                return;
            }
            try {
                complete(future, acquires.lease(acquires.outcome(this)));
            } catch (Throwable t) {
                future.completeExceptionally(t);
            }
        }
    }
}
