package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.AcquireFailure;
import java.util.concurrent.CompletableFuture;

/** Acquires that hold no thread while they wait. They end like the others, but on a worker. */
final class AsyncAcquires<C, L> {

    private static final int REFUSING_AT_ONCE = 16;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Controls<C> controls;
    private final LeaseFactory<C, L> leases;
    private final Acquires<C, L> acquires;

    private final Lane refusing;

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
        this.refusing = new Lane(pool.workers, REFUSING_AT_ONCE);
    }

    CompletableFuture<L> acquire(long timeoutNanos) {
        CompletableFuture<L> future = new CompletableFuture<>();
        if (timeoutNanos == 0) {
            pool.workers.execute(() -> completeNow(future));
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
            L lease = acquires.acquire(0);
            if (!future.complete(lease)) {
                leases.giveBack(lease);
            }
        } catch (Throwable t) { // Whatever it was, nobody is to wait for ever.
            future.completeExceptionally(t);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The future itself is what the caller gets.
    private void enqueue(CompletableFuture<L> future, long start, long timeoutNanos) {
        long deadline = PoolContext.deadline(start, timeoutNanos);
        AsyncAcquire acquire = new AsyncAcquire(future, start, deadline);
        // Whoever completes or cancels the future gives the place in the queue back.
        future.whenComplete((lease, failure) -> {
            if (!acquire.waiter.done) {
                exchange.abandon(acquire.waiter, AcquireFailure.CANCELLED);
            }
        });
        try {
            exchange.enqueue(acquire.waiter);
            acquire.waiter.expiry(pool.workers.schedule(
                    Math.max(1, deadline - pool.now()),
                    () -> exchange.abandon(acquire.waiter, AcquireFailure.TIMEOUT)));
        } catch (Throwable t) { // For want of memory.
            future.completeExceptionally(t);
        }
    }

    private final class AsyncAcquire {

        final CompletableFuture<L> future;
        final AsyncWaiter<C> waiter;

        AsyncAcquire(CompletableFuture<L> future, long start, long deadline) {
            this.future = future;
            this.waiter = new AsyncWaiter<>(pool.workers, refusing, start, deadline, this::complete);
        }

        private void complete() {
            Slot<C> slot = waiter.slot;
            if (slot != null && future.isDone()) { // Cancelled on the way: the connection is for the next.
                slot.reserve();
                exchange.putBack(slot, pool.now());
                acquires.failed(AcquireFailure.CANCELLED, waiter.since);
                return;
            }
            try {
                L lease = acquires.lease(acquires.outcome(waiter));
                if (!future.complete(lease)) {
                    leases.giveBack(lease);
                }
            } catch (Throwable t) {
                future.completeExceptionally(t);
            }
        }
    }
}
