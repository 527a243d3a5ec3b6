package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import org.jspecify.annotations.Nullable;

/**
 * Which connections must be asked whether they are alive, and what follows from the answer. What
 * changes the count runs under the exchange's lock; the asking is a slow call, see {@link Connections}.
 */
final class Checks<C> {

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    /** Checks that those who wait can count on. */
    private int underWay;

    Checks(PoolContext<C> pool, Exchange<C> exchange, Places<C> places) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = places;
    }

    int underWay() {
        return underWay;
    }

    /** Whether a connection must be asked before it is lent: as configured, or because others broke. */
    boolean isDue(Slot<C> slot, long now) {
        PoolConfig config = pool.config();
        long lastGood = Math.max(slot.lastUsed, slot.lastChecked);
        if (places.guard.suspects(slot, lastGood)) {
            return true;
        }
        long interval = config.validationInterval().toNanos();
        return config.validateOnBorrow() && (interval == 0 || now - lastGood >= interval);
    }

    /** Whether those that wait are helped by one more check. Under the lock. */
    boolean isUseful() {
        return underWay < Math.max(1, exchange.queue.size());
    }

    /** Has a slot checked that the caller owns, for the first in the queue. Under the lock. */
    void begin(Slot<C> slot, Effects effects) {
        begin(slot, null, places.connections.validation(), effects);
    }

    /** The same for one who waits outside of the queue. Under the lock. */
    void begin(Slot<C> slot, @Nullable Waiter<C> waiter, Connections.Question<C> question, Effects effects) {
        slot.reserve();
        Check<C> check = new Check<>(slot, waiter, question);
        underWay += check.counts ? 1 : 0;
        effects.add(() -> places.connections.check(check));
    }

    /** Asks a connection that the caller owns, and waits for the answer: outside of the queue, with a deadline. */
    ThreadWaiter<C> ask(Slot<C> slot, Connections.Question<C> question, long deadline) {
        ThreadWaiter<C> waiter = new ThreadWaiter<>(pool.surroundings.parking(), pool.now(), deadline);
        try {
            exchange.change(effects -> begin(slot, waiter, question, effects));
            waiter.await(exchange);
        } catch (Throwable t) { // For want of memory: the answer is for the others.
            waiter.leave(exchange);
            throw t;
        }
        return waiter;
    }

    /** Those that wait need not wait for a check that takes long: another may be begun. */
    void slow(Check<C> check) {
        exchange.change(effects -> {
            uncount(check);
            exchange.match(effects);
        });
    }

    /** A check ended. The checker owns the slot. */
    void end(Check<C> check, boolean alive) {
        exchange.change(effects -> {
            uncount(check);
            settle(check, alive, effects);
            exchange.match(effects);
        });
    }

    private void uncount(Check<C> check) {
        underWay -= check.counts ? 1 : 0;
        check.counts = false;
    }

    private void settle(Check<C> check, boolean alive, Effects effects) {
        Slot<C> slot = check.slot;
        Waiter<C> waiter = check.waiter;
        boolean awaited = waiter != null && !waiter.done;
        if (alive && waiter != null && awaited && exchange.lifecycle.isRunning()) {
            slot.lease();
            exchange.serve(waiter, slot, effects);
            return;
        }
        if (alive) {
            exchange.place(slot, true, effects);
        } else {
            places.evict(slot, EvictionReason.INVALID, effects);
        }
        if (waiter != null && awaited) { // Also when the pool has stopped meanwhile: whoever waits finds that out.
            exchange.fail(waiter, AcquireFailure.EXHAUSTED, check.failure, effects);
        }
    }
}
