package io.earnorm.pool.engine;

import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.resilience.RetryBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The ways to get a lease. Every one of them ends with exactly one of two events. */
final class Acquires<C, L> {

    private static final Log LOG = new Log(Acquires.class);

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Controls<C> controls;
    private final Refusals<C> refusals;
    private final LeaseFactory<C, L> leases;
    private final Shortcut<C> shortcut;

    Acquires(
            PoolContext<C> pool,
            Exchange<C> exchange,
            Controls<C> controls,
            Refusals<C> refusals,
            LeaseFactory<C, L> leases) {
        this.pool = pool;
        this.exchange = exchange;
        this.controls = controls;
        this.refusals = refusals;
        this.leases = leases;
        this.shortcut = exchange.shortcut;
    }

    // ---- In the calling thread

    L acquire() {
        Slot<C> slot = shortcut.lease();
        if (slot == null) {
            slot = acquireInSteps(pool.config().connectionTimeout().toNanos());
        }
        return lease(slot);
    }

    L acquire(long timeoutNanos) {
        Slot<C> slot = shortcut.lease();
        if (slot == null) {
            slot = acquireInSteps(timeoutNanos);
        }
        return lease(slot);
    }

    private Slot<C> acquireInSteps(long timeoutNanos) {
        long start = pool.now();
        started();
        if (Thread.currentThread().isInterrupted()) {
            throw refused(AcquireFailure.INTERRUPTED, null, start);
        }
        boolean starts = exchange.lifecycle.mode() == Mode.NEW && controls.start();
        Slot<C> slot = exchange.leaseIdle(start);
        if (slot != null) {
            return begin(slot, start, start);
        }
        if (timeoutNanos == 0) {
            return idleOrRefused(start);
        }
        ThreadWaiter<C> waiter =
                new ThreadWaiter<>(pool.surroundings.parking(), start, PoolContext.deadline(start, timeoutNanos));
        Duration failTimeout = pool.config().initializationFailTimeout();
        waiter.failsFast = starts && failTimeout.isZero();
        await(waiter, starts && !failTimeout.isNegative());
        return outcome(waiter);
    }

    private void await(ThreadWaiter<C> waiter, boolean first) {
        try {
            exchange.enqueue(waiter);
            if (first) {
                awaitFirst(waiter);
            }
            waiter.await(exchange);
        } catch (Throwable t) { // For want of memory: it must not be served when nobody is there any more.
            waiter.leave(exchange);
            failed(AcquireFailure.CANCELLED, waiter.since);
            throw t;
        }
    }

    /** Starts, and waits for a connection as configured. */
    void init() {
        if (exchange.lifecycle.isClosing()) {
            throw refusals.of(AcquireFailure.CLOSED, null, 0);
        }
        if (exchange.lifecycle.mode() == Mode.NEW && !controls.init()) {
            Throwable last = exchange.places.backoff.lastFailure();
            throw refusals.of(notConnected(), last == null ? exchange.places.backoff.firstFailure() : last, 0);
        }
    }

    private static AcquireFailure notConnected() {
        return Thread.currentThread().isInterrupted() ? AcquireFailure.INTERRUPTED : AcquireFailure.CONNECTION_FAILED;
    }

    /**
     * Waits like the others, and in its place among them, but as the one whose acquire started the pool
     * it is told after {@code initializationFailTimeout} when no connection can be made.
     */
    private void awaitFirst(ThreadWaiter<C> waiter) {
        waiter.await(exchange, Math.min(waiter.deadline, controls.initDeadline(waiter.since)));
        if (!waiter.done && !exchange.places.backoff.hasConnected() && exchange.lifecycle.isRunning()) {
            exchange.abandon(waiter, AcquireFailure.CONNECTION_FAILED);
        }
    }

    /** What a wait has led to. */
    Slot<C> outcome(Waiter<C> waiter) {
        long now = pool.now();
        Slot<C> slot = waiter.slot;
        if (slot == null) {
            AcquireFailure failure = waiter.failure == null ? AcquireFailure.TIMEOUT : waiter.failure;
            boolean untold = failure == AcquireFailure.CONNECTION_FAILED && waiter.cause == null;
            throw refused(failure, untold ? exchange.places.backoff.lastFailure() : waiter.cause, waiter.since);
        }
        Slot<C> begun = begin(slot, waiter.since, now);
        tellWaited(now - waiter.since, waiter.budget);
        return begun;
    }

    /** For those who do not wait; throws when there is nothing for them. */
    private Slot<C> idleOrRefused(long start) {
        Slot<C> slot = validIdle();
        if (slot == null) {
            throw refused(reasonForNothing(), exchange.lifecycle.pauseCause(), start);
        }
        return begin(slot, start, pool.now());
    }

    /** For those who do not mind. */
    @Nullable
    L tryAcquire() {
        Slot<C> slot = shortcut.lease();
        if (slot == null) {
            slot = tryInSteps();
        }
        return slot == null ? null : lease(slot);
    }

    private @Nullable Slot<C> tryInSteps() {
        long start = pool.now();
        started();
        if (exchange.lifecycle.mode() == Mode.NEW) {
            controls.start();
        }
        Slot<C> slot = validIdle();
        if (slot == null) {
            failed(reasonForNothing(), start);
            return null;
        }
        return begin(slot, start, pool.now());
    }

    private AcquireFailure reasonForNothing() {
        return switch (exchange.lifecycle.mode()) {
            case PAUSED -> AcquireFailure.UNAVAILABLE;
            case DRAINING, CLOSED -> AcquireFailure.CLOSED;
            default -> Thread.currentThread().isInterrupted() ? AcquireFailure.INTERRUPTED : AcquireFailure.EXHAUSTED;
        };
    }

    /** An idle connection, validated where that is due. Takes nothing from those who wait. */
    private @Nullable Slot<C> validIdle() {
        long limit = pool.config().validationTimeout().toNanos();
        long deadline = limit == 0 ? Long.MAX_VALUE : PoolContext.deadline(pool.now(), limit);
        while (true) {
            long generation = exchange.lifecycle.generation();
            long now = pool.now();
            if (!exchange.lifecycle.isRunning() || !exchange.queue.isEmpty()) {
                return null;
            }
            Slot<C> slot = exchange.places.slots.lease();
            if (slot == null) {
                return null;
            }
            if (!exchange.places.mayLend(slot, generation, now)) {
                slot.reserve();
                // Out, unless the sizes changed since.
                exchange.change(effects -> exchange.place(slot, false, effects));
            } else if (!exchange.places.checks.isDue(slot, now)) {
                return slot;
            } else {
                Slot<C> valid =
                        exchange.places.checks.ask(slot, exchange.places.connections.validation(), deadline).slot;
                if (valid != null || Thread.currentThread().isInterrupted() || pool.now() >= deadline) {
                    return valid;
                }
            }
        }
    }

    // ---- How an acquire begins and ends

    /** A first use is told before what it is used for. */
    void started() {
        controls.touch();
        pool.events.tell(PoolListener::acquireStarted);
    }

    /** An application's own code may hear of it, and the figures may want memory. */
    private void tellWaited(long nanos, @Nullable RetryBudget budget) {
        try {
            pool.recorder.waited(nanos);
            if (budget != null) {
                budget.succeeded();
            }
        } catch (Throwable t) {
            LOG.warn("Pool '{}': the end of a wait could not be told", pool.name, t);
        }
    }

    private Slot<C> begin(Slot<C> slot, long start, long now) {
        slot.askedAt = start;
        exchange.places.begin(slot, now);
        return slot;
    }

    /**
     * Makes the lease. All ways lead here, so that there is one place where the object is made: then the
     * compiler can often do without it.
     */
    L lease(Slot<C> slot) {
        long stamp = slot.stamp();
        try {
            L lease = leases.lease(slot, stamp);
            if (slot.askedAt != 0) {
                tellAcquired(slot);
            }
            return lease;
        } catch (Throwable t) { // The backend's leaseView, or no memory: its room must not be lost.
            throw withoutLease(slot, stamp, t);
        }
    }

    private void tellAcquired(Slot<C> slot) {
        Duration waited = Duration.ofNanos(slot.leasedAt - slot.askedAt);
        pool.events.tell(listener -> listener.acquired(slot.id, waited));
        slot.askedAt = 0; // Now it may be reported, or taken back.
    }

    private PoolException withoutLease(Slot<C> slot, long stamp, Throwable failure) {
        long asked = slot.askedAt == 0 ? slot.leasedAt : slot.askedAt;
        if (slot.end(stamp)) { // Unless it took so long that the lease was reclaimed.
            slot.takeBack();
            discard(slot);
        }
        return refused(AcquireFailure.CONNECTION_FAILED, failure, asked);
    }

    private void discard(Slot<C> slot) {
        try {
            slot.ended(pool.now(), Slot.NONE);
            exchange.places.evict(slot, EvictionReason.BROKEN);
        } catch (Throwable t) { // No memory even for that: it stays, and is looked at before it is lent again.
            slot.idle();
            throw t;
        }
    }

    private PoolException refused(AcquireFailure reason, @Nullable Throwable cause, long start) {
        PoolException refusal = refusals.of(reason, cause, pool.now() - start);
        failed(reason, start);
        return refusal;
    }

    void failed(AcquireFailure reason, long start) {
        pool.recorder.failed(reason);
        pool.events.tell(listener -> listener.acquireFailed(reason, Duration.ofNanos(pool.now() - start)));
    }
}
