package io.earnorm.pool.engine;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings those who wait and the connections together: the pool's one lock, and the one door through
 * which a returned connection, a new one, freed room and new sizes all serve the queue.
 *
 * <p>Under the lock: the queue, and which {@link Places} are taken by what. Without it: taking an idle slot and giving it
 * back while nobody waits (see {@link WaitQueue}). What can block, and all that is a user's, runs as an effect after it.
 */
final class Exchange<C> {

    /** The longest that a connection may be idle while one waits that came in vain before. */
    private static final long LONGEST_IDLE_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    final Lifecycle lifecycle = new Lifecycle();
    final WaitQueue<C> queue = new WaitQueue<>();
    final Gate gate;
    final Places<C> places;
    final Shortcut<C> shortcut;

    private final PoolContext<C> pool;
    private final ReentrantLock lock = new ReentrantLock();

    Exchange(PoolContext<C> pool) {
        this.pool = pool;
        this.gate = new Gate(pool);
        this.places = new Places<>(pool, this);
        this.shortcut = new Shortcut<>(pool, this, places.slots);
    }

    long now() {
        return pool.now();
    }

    /** Runs a step under the lock, and then what follows from it. */
    void change(Consumer<Effects> step) {
        Effects effects = new Effects();
        lock.lock();
        try {
            step.accept(effects);
        } finally {
            try {
                openOrShut();
            } finally {
                lock.unlock();
                effects.run(); // Also when the step broke off: what it did has to be followed up.
            }
        }
    }

    /** Whether the current thread is within a step, where no user's code may run. For checks. */
    boolean isLockHeld() {
        return lock.isHeldByCurrentThread();
    }

    /** Under the lock. */
    private void openOrShut() {
        if (lifecycle.isRunning()
                && queue.isEmpty()
                && !places.guard.isAlarmed()
                && places.slots.size() <= pool.config().maxSize()) {
            shortcut.open(lifecycle.generation(), places.releases.isPlain());
        } else {
            shortcut.shut();
        }
    }

    // ---- Those who ask

    /** Lends a leased slot after all, if a closer look shows that it can be used. */
    @Nullable
    Slot<C> lookAt(Slot<C> slot, long generation) {
        long now = pool.now();
        if (!isUsable(slot, generation, now)) {
            return null;
        }
        places.begin(slot, now);
        return slot;
    }

    /** Leases an idle connection that can be used as it is, while nobody waits. Takes no lock. */
    @Nullable
    Slot<C> leaseIdle(long now) {
        long generation = lifecycle.generation();
        if (!lifecycle.isRunning() || !queue.isEmpty()) {
            return null;
        }
        Slot<C> slot = places.slots.lease();
        return slot != null && isUsable(slot, generation, now) ? slot : null;
    }

    /** Whether a leased slot can be lent as it is. If not, it is left to whoever waits under the lock. */
    private boolean isUsable(Slot<C> slot, long generation, long now) {
        if (places.mayLend(slot, generation, now) && !places.checks.isDue(slot, now)) {
            return true;
        }
        slot.reserve();
        putBack(slot, now);
        return false;
    }

    /** Serves a waiter at once, or queues it, or refuses it. */
    void enqueue(Waiter<C> waiter) {
        change(effects -> {
            Mode mode = lifecycle.mode();
            if (lifecycle.isClosing()) {
                fail(waiter, AcquireFailure.CLOSED, null, effects);
            } else if (mode == Mode.PAUSED) {
                fail(waiter, AcquireFailure.UNAVAILABLE, lifecycle.pauseCause(), effects);
            } else if (!(mode == Mode.RUNNING && mayOvertake() && serveIdle(waiter, effects))) {
                join(waiter, effects);
            }
        });
    }

    private void join(Waiter<C> waiter, Effects effects) {
        // Where somebody waits already, all that is idle was looked at; but each who waits is worth a check.
        boolean looks = queue.isEmpty() || places.checks.underWay() > 0;
        queue.add(waiter);
        shortcut.shut(); // Before it looks for an idle connection, see there.
        if (looks) {
            serve(effects);
        }
        places.connect(effects);
        // Whoever can count on a connection that is on its way does not make the queue longer.
        if (!waiter.done && queue.size() - places.onTheWay() > pool.config().maxPending()) {
            fail(waiter, AcquireFailure.EXHAUSTED, null, effects);
        }
    }

    private boolean mayOvertake() {
        Waiter<C> first = queue.first();
        return first == null || !isServedDirectly(first, now());
    }

    /** A waiter that was woken takes an idle connection, if there still is one. */
    void takeIdle(Waiter<C> waiter) {
        change(effects -> {
            waiter.awake = false;
            match(effects); // Who was woken is the first in the queue.
            waiter.looksAgainAt = nextLook(waiter);
        });
    }

    /**
     * Somebody was quicker. To be woken for each connection that an arrival takes first costs more than
     * the lease; so a waiter that came in vain looks by itself, until it is its turn to be handed one.
     */
    private long nextLook(Waiter<C> waiter) {
        long now = now();
        return waiter.done || isServedDirectly(waiter, now) ? Long.MAX_VALUE : now + LONGEST_IDLE_LOOK_NANOS;
    }

    /** A waiter gives up, unless it was served just before. Its place goes to the next. */
    void abandon(Waiter<C> waiter, AcquireFailure reason) {
        change(effects -> {
            failUnlessDone(waiter, reason, null, effects);
            match(effects);
        });
    }

    /** Ends a waiter without a lease, unless it has ended. Under the lock. */
    void failUnlessDone(Waiter<C> waiter, AcquireFailure reason, @Nullable Throwable cause, Effects effects) {
        if (!waiter.done) {
            fail(waiter, reason, cause, effects);
        }
    }

    /** Ends a waiter without a lease. Under the lock. */
    void fail(Waiter<C> waiter, AcquireFailure reason, @Nullable Throwable cause, Effects effects) {
        queue.remove(waiter);
        waiter.failed(reason, cause);
        effects.add(waiter::signal);
    }

    /** Ends everybody's wait. Under the lock. */
    void failAll(AcquireFailure reason, @Nullable Throwable cause, Effects effects) {
        for (Waiter<C> waiter = queue.first(); waiter != null; waiter = queue.first()) {
            fail(waiter, reason, cause, effects);
        }
    }

    // ---- Connections that become free

    /** Gives back a slot that the caller reserved. */
    void putBack(Slot<C> slot, long now) {
        if (!shortcut.putBack(slot, now)) {
            change(effects -> place(slot, false, effects));
        }
    }

    /** Deals with a slot that was made idle without the lock, if it still is idle. */
    void takeUp(Slot<C> slot) {
        change(effects -> {
            if (slot.tryReserve()) {
                place(slot, false, effects);
            } else {
                gate.open(effects); // Who closes has seen it idle, and would wait for its end; now it is a lease.
            }
        });
    }

    /**
     * Puts a reserved slot where it belongs: with the first that waits, idle, or out. Under the lock. For
     * the others in the queue nothing has changed, so they need not be looked at.
     */
    void place(Slot<C> slot, boolean checked, Effects effects) {
        long now = now();
        EvictionReason unfit = places.unfit(slot, now);
        Waiter<C> first = queue.first();
        if (unfit != null) {
            places.evict(slot, unfit, effects);
        } else if (first == null || !lifecycle.isRunning()) {
            slot.idle();
        } else if (!checked && !isServedDirectly(first, now)) {
            slot.idle(); // The first may be overtaken for a moment, but comes to look as long as it waits.
            if (!first.isToLook()) {
                effects.add(first::signal); // First what may fail, for want of memory.
                first.awake = true;
            }
        } else if (!checked && places.checks.isDue(slot, now)) {
            places.checks.begin(slot, effects);
        } else {
            slot.lease();
            serve(first, slot, effects);
            if (first.isToLook()) { // What was left idle for it is for the next.
                serve(effects);
            }
        }
    }

    /**
     * Whether the first in the queue is handed its connection. If not, it is woken and takes one, and
     * arrivals may overtake it: only while it has waited for less than {@code fairnessBound}.
     */
    private boolean isServedDirectly(Waiter<C> first, long now) {
        PoolConfig config = pool.config();
        return config.fairness() == Fairness.STRICT
                || !first.comesByItself()
                || now - first.since >= config.fairnessBound().toNanos();
    }

    /** Serves the queue as far as idle connections reach, then orders more. Under the lock. */
    void match(Effects effects) {
        serve(effects);
        places.connect(effects);
    }

    /** Serves the queue as far as idle connections reach. Under the lock. */
    void serve(Effects effects) {
        if (lifecycle.isRunning()) {
            for (Waiter<C> first = queue.first(); first != null; first = queue.first()) {
                if (!serveIdle(first, effects)) {
                    break;
                }
            }
        }
    }

    private boolean serveIdle(Waiter<C> waiter, Effects effects) {
        long now = now();
        for (Slot<C> slot : places.slots.all()) {
            if (!slot.tryLease()) {
                continue;
            }
            EvictionReason unfit = places.unfit(slot, now);
            if (unfit != null) {
                places.evict(slot, unfit, effects);
            } else if (!places.checks.isDue(slot, now)) {
                serve(waiter, slot, effects);
                return true;
            } else if (places.checks.isUseful()) {
                places.checks.begin(slot, effects);
            } else { // Enough are being checked; but another may be good as it is.
                slot.reserve();
                slot.idle();
            }
        }
        return false;
    }

    /** The slot is leased to the waiter from here on. */
    void serve(Waiter<C> waiter, Slot<C> slot, Effects effects) {
        queue.remove(waiter);
        waiter.served(slot);
        effects.add(waiter::signal);
    }
}
