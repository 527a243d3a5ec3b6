package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool's room: which places are taken, by what, and who fills those that are free. Everything that
 * changes a count runs under the exchange's lock.
 *
 * <p>Invariant: a place is taken before connecting begins, and free again only when the backend has
 * closed the connection, or when the attempt to connect has returned. So there are never more than
 * {@code maxSize} connections, whatever fails in between.
 */
final class Places<C> {

    /** Of a larger pool the slots in use are counted when there is a new one, and at each sweep. */
    private static final int COUNTED_AT_EACH_TICK = 64;

    final Slots<C> slots = new Slots<>();
    final Backoff backoff;
    final Guard<C> guard;
    final Checks<C> checks;
    final Connections<C> connections;
    final Releases<C> releases;
    private final Patience<C> patience;
    private final PoolContext<C> pool;
    private final Exchange<C> exchange;

    /** Told, without the lock, whenever a place has become free for good. */
    private volatile Runnable whenGone = () -> {};

    private int connecting;
    private int closing;
    private int floorWhileStarting;
    private long lastId;
    private long retiredUses;

    Places(PoolContext<C> pool, Exchange<C> exchange) {
        this.pool = pool;
        this.exchange = exchange;
        this.backoff = new Backoff(pool.surroundings.random());
        this.guard = new Guard<>(pool, exchange, this);
        this.checks = new Checks<>(pool, exchange, this);
        this.connections = new Connections<>(pool, this);
        this.releases = new Releases<>(pool, exchange, this);
        this.patience = new Patience<>(pool, connections);
    }

    // ---- Leases

    /** Begins the figures of a lease. Whatever goes wrong, its room is not lost. */
    void begin(Slot<C> slot, long now) {
        try {
            count(slot, now);
        } catch (Throwable t) { // For want of memory.
            evict(slot, EvictionReason.BROKEN);
            throw t;
        }
    }

    private void count(Slot<C> slot, long now) {
        slot.begin(now, pool.tick(), pool.traced ? new Housekeeper.AcquiredHere(now) : null);
        if (Recorder.isSample(slot.stamp())) {
            pool.surroundings.clock().keepCoarseTime();
        }
        if (slot.stamp() == 1 || (slot.timed && slots.size() <= COUNTED_AT_EACH_TICK)) {
            pool.recorder.inUse(slots.count(Slot.IN_USE));
        }
    }

    // ---- Connecting

    /** Has connections made: for those that wait, and up to the floor. Under the lock. */
    void connect(Effects effects) {
        PoolConfig config = pool.config();
        if (slots.size() >= config.maxSize() || !exchange.lifecycle.mayConnect()) {
            return;
        }
        int floor = Math.max(config.minSize(), floorWhileStarting);
        int wanted = Math.max(exchange.queue.size() - checks.underWay() - connecting, floor - live());
        int atOnce = backoff.failing() ? 1 : config.maxConnecting();
        long now = pool.now();
        while (wanted-- > 0 && slots.size() < config.maxSize() && connecting < atOnce && backoff.permits(now)) {
            connectOne(effects);
        }
    }

    /** Takes a place and begins to connect. Under the lock. */
    Slot<C> connectOne(Effects effects) {
        Slot<C> slot = new Slot<>(++lastId, exchange.lifecycle.generation(), exchange.shortcut, releases);
        slots.add(slot);
        connecting++;
        effects.add(() -> connections.connect(slot));
        return slot;
    }

    void whenGone(Runnable action) {
        whenGone = action;
    }

    /** Whether one more may connect at this moment. Under the lock. */
    boolean hasRoom() {
        PoolConfig config = pool.config();
        return slots.size() < config.maxSize() && connecting < config.maxConnecting();
    }

    /** A connection was made. The creating thread owns the slot. */
    void connected(Slot<C> slot) {
        exchange.change(effects -> {
            connecting--;
            backoff.succeeded();
            slot.reserve();
            exchange.place(slot, true, effects);
            exchange.match(effects); // One less is connecting: another may.
            backoff.connected();
            exchange.gate.open(effects);
        });
    }

    /** Connecting failed, and its place is free again; or it was given up, and something still runs. */
    void notConnected(Slot<C> slot, Throwable failure, boolean placeIsFree) {
        List<Waiter<C>> hopeless = new ArrayList<>();
        exchange.change(effects -> {
            connecting--;
            if (placeIsFree) {
                slots.remove(slot);
            }
            long wait = backoff.failed(pool.now(), failure);
            effects.add(() -> pool.workers.schedule(Math.max(1, wait), () -> exchange.change(this::lookAgain)));
            if (isNothingAlive()) {
                hopeless.addAll(patience.budgeted(exchange.queue));
            }
        });
        patience.keepHopeless(hopeless, failure);
        exchange.change(effects -> {
            if (isNothingAlive()) { // Judging takes its time: another attempt may have succeeded.
                hopeless.forEach(
                        waiter -> exchange.failUnlessDone(waiter, AcquireFailure.CONNECTION_FAILED, failure, effects));
            }
            lookAgain(effects);
        });
        if (placeIsFree) {
            whenGone.run();
        }
    }

    /** Whether there is nothing that could come back, or that could be lent. Under the lock. */
    private boolean isNothingAlive() {
        return live() <= slots.count(Slot.CONNECTING);
    }

    /** Something has changed for those in the queue, and for those at the gate, who may ask for the backend's health. */
    private void lookAgain(Effects effects) {
        exchange.match(effects);
        exchange.gate.open(effects);
    }

    /** Gives up everything that is connecting. Nothing is learnt about the backend from that. */
    void giveUpConnecting() {
        for (Slot<C> slot : slots.all()) {
            if (slot.state() == Slot.CONNECTING && slot.connecting.giveUp()) {
                guard.abandoned(slot);
                if (slot.connecting.hasBegun()) { // Or else who was to begin does the rest.
                    pool.events.tell(listener -> listener.connectionDestroyed(slot.id, EvictionReason.BROKEN));
                    gaveUp();
                }
            }
        }
    }

    /** An attempt was given up, and told so: the next may connect, though its place is not free yet. */
    void gaveUp() {
        exchange.change(effects -> {
            connecting--;
            exchange.match(effects); // The pool may run again by now.
        });
    }

    /** While set, at least so many connections are wanted. Under the lock. */
    void floorWhileStarting(int floor) {
        floorWhileStarting = floor;
    }

    /** How many of those that wait can count on a connection that is being made or checked. Under the lock. */
    int onTheWay() {
        return connecting + checks.underWay();
    }

    // ---- Leaving

    /** Why a connection can't be lent any more, or {@code null}. The caller owns the slot. */
    @Nullable
    EvictionReason unfit(Slot<C> slot, long now) {
        if (exchange.lifecycle.isClosing()) {
            return EvictionReason.POOL_CLOSED;
        }
        if (slot.generation != exchange.lifecycle.generation()) {
            return EvictionReason.STALE;
        }
        if (now >= slot.expiresAt) {
            return EvictionReason.EXPIRED;
        }
        if (live() > pool.config().maxSize()) {
            return EvictionReason.RESIZED;
        }
        return isIdleTooLong(slot, now) ? EvictionReason.IDLE : null;
    }

    private boolean isIdleTooLong(Slot<C> slot, long now) {
        PoolConfig config = pool.config();
        long longest = config.maxIdleTime().toNanos();
        return longest > 0 && now - slot.lastUsed >= longest && live() > config.minSize();
    }

    /**
     * Whether an arrival may lend what it found idle and owns now, by the generation of before it looked.
     *
     * <p>Invariant: a clear, close or resize judges all that is idle, and all that comes back later. So an arrival that began
     * before may come first; judged by what changed since, nobody would get a connection that a third one has missed already.
     */
    boolean mayLend(Slot<C> slot, long generation, long now) {
        return slot.generation >= generation && now < slot.expiresAt && !isIdleTooLong(slot, now);
    }

    /** Evicts a slot that the caller owns. */
    void evict(Slot<C> slot, EvictionReason reason) {
        exchange.change(effects -> evict(slot, reason, effects));
    }

    /** The same under the lock. The place counts until the backend has closed the connection. */
    void evict(Slot<C> slot, EvictionReason reason, Effects effects) {
        effects.add(() -> connections.destroy(slot, reason)); // First what may fail, for want of memory.
        slot.closing();
        closing++;
    }

    /** Evicts what is idle and why it must go, if it must. Returns how many. */
    int evictIdle(Function<Slot<C>, @Nullable EvictionReason> verdict) {
        int[] evicted = {0};
        for (Slot<C> slot : slots.all()) {
            if (slot.state() == Slot.IDLE && verdict.apply(slot) != null) { // Asked again under the lock.
                exchange.change(effects -> evicted[0] += evictIfIdle(slot, verdict, effects));
            }
        }
        return evicted[0];
    }

    private int evictIfIdle(Slot<C> slot, Function<Slot<C>, @Nullable EvictionReason> verdict, Effects effects) {
        if (verdict.apply(slot) == null || !slot.tryReserve()) { // What stays is not hidden from those who ask.
            return 0;
        }
        EvictionReason reason = verdict.apply(slot);
        if (reason == null) { // It was in use meanwhile.
            exchange.place(slot, false, effects);
            return 0;
        }
        evict(slot, reason, effects);
        return 1;
    }

    /** The backend has closed a connection, or an attempt that was given up has returned. */
    void gone(Slot<C> slot) {
        exchange.change(effects -> {
            closing -= slot.state() == Slot.CLOSING ? 1 : 0;
            slots.remove(slot);
            retiredUses += slot.uses();
            lookAgain(effects);
        });
        whenGone.run();
    }

    /** The backend takes too long to close a connection, so nobody should wait for that. */
    void stuck() {
        exchange.change(exchange.gate::open);
    }

    /** Places that are not about to be free. */
    private int live() {
        return slots.size() - closing;
    }

    /** Leases given so far by slots that are gone; the slots count the rest. Under the lock. */
    long retiredUses() {
        return retiredUses;
    }
}
