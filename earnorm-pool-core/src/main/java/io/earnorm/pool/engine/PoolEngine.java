package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's one door. Thread-safe. Times are nanoseconds.
 *
 * @param <C> the connection
 * @param <L> what an acquire returns
 */
public final class PoolEngine<C, L> {

    private static final Logger LOG = LoggerFactory.getLogger(PoolEngine.class);

    private static final long NOT_ENDED = -1;

    private final PoolContext<C> pool;
    final Exchange<C> exchange;
    private final Places<C> places;
    private final Controls<C> controls;
    private final Housekeeper<C> housekeeper;
    private final Acquires<C, L> acquires;
    private final AsyncAcquires<C, L> asyncAcquires;
    private final Figures<C> figures;
    private final Refusals<C> refusals;
    private final Checkup<C> checkup;

    /**
     * Builds an engine. Starts nothing.
     *
     * @param name the pool's name
     * @param config its settings
     * @param connector the backend
     * @param leases makes leases
     * @param resilience retry and breaker
     * @param surroundings clock, workers, parking
     */
    public PoolEngine(
            String name,
            PoolConfig config,
            Connector<C> connector,
            LeaseFactory<C, L> leases,
            Resilience resilience,
            Surroundings surroundings) {
        pool = new PoolContext<>(name, config, connector, resilience, surroundings);
        exchange = new Exchange<>(pool);
        places = exchange.places;
        housekeeper = new Housekeeper<>(pool, exchange);
        controls = new Controls<>(pool, exchange, housekeeper);
        figures = new Figures<>(pool, exchange);
        refusals = new Refusals<>(pool, exchange, figures);
        acquires = new Acquires<>(pool, exchange, controls, refusals, leases);
        asyncAcquires = new AsyncAcquires<>(pool, exchange, controls, leases, acquires);
        checkup = new Checkup<>(pool, exchange);
        places.whenGone(controls::closeBackend);
    }

    // ---- Acquire and release

    /** Leases a connection; zero: without waiting. */
    public L acquire(long timeoutNanos) {
        return acquires.acquire(timeoutNanos);
    }

    /** Leases an idle connection, or returns {@code null}. */
    public @Nullable L tryAcquire() {
        return acquires.tryAcquire();
    }

    /** Leases a connection without holding a thread. */
    public CompletableFuture<L> acquireAsync(long timeoutNanos) {
        return asyncAcquires.acquire(timeoutNanos);
    }

    /**
     * Ends a lease and gives its connection back. Only the first end of a lease does anything.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @return whether this was the first end
     */
    public boolean release(Slot<C> slot, long stamp) {
        boolean first = end(slot, stamp) != NOT_ENDED;
        if (first && giveBack(slot)) {
            places.guard.endedWell();
        }
        return first;
    }

    /**
     * Ends a lease whose work has succeeded, which tells something about the backend.
     *
     * @param slot the lease's
     * @param stamp the lease's
     */
    public void complete(Slot<C> slot, long stamp) {
        long held = end(slot, stamp);
        if (held != NOT_ENDED && giveBack(slot)) {
            places.guard.succeeded(null, held);
        }
    }

    /** Returns whether the connection came back clean. */
    private boolean giveBack(Slot<C> slot) {
        try {
            pool.connector.reset(slot.connection());
        } catch (Throwable t) { // An Error as well: what can't be made clean is not lent again.
            LOG.debug("Pool '{}': connection {} could not be reset", pool.name, slot.id, t);
            evict(slot, EvictionReason.INVALID, t);
            return false;
        }
        if (pool.config().testOnReturn()) {
            exchange.change(effects -> places.checks.begin(slot, effects));
        } else {
            exchange.putBack(slot, slot.lastUsed);
        }
        return true;
    }

    /**
     * Ends a lease whose connection is broken. Only the first end of a lease does anything.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @param cause what broke it, or {@code null}
     */
    public void invalidate(Slot<C> slot, long stamp, @Nullable Throwable cause) {
        if (end(slot, stamp) != NOT_ENDED) {
            evict(slot, EvictionReason.BROKEN, cause);
        }
    }

    /**
     * Ends a lease whose work has failed; the backend says whether that broke the connection.
     *
     * @param slot the lease's
     * @param stamp the lease's
     * @param failure what the work threw
     */
    public void fail(Slot<C> slot, long stamp, Throwable failure) {
        if (end(slot, stamp) == NOT_ENDED) {
            return;
        }
        if (places.connections.isBroken(slot.connection(), failure)) {
            evictBroken(slot, EvictionReason.BROKEN, failure);
        } else {
            giveBack(slot);
        }
    }

    /** Returns for how long the lease was held, or that it had ended before. */
    private long end(Slot<C> slot, long stamp) {
        if (!slot.endLease(stamp)) {
            return NOT_ENDED;
        }
        long now = pool.now();
        long held = slot.heldFor(now);
        if (slot.uses % Recorder.USAGE_SAMPLE == 1) {
            pool.recorder.used(held);
        }
        slot.end(now);
        pool.events.tell(listener -> listener.released(slot.id, Duration.ofNanos(held)));
        return held;
    }

    private void evict(Slot<C> slot, EvictionReason reason, @Nullable Throwable cause) {
        if (cause != null && places.connections.isBroken(slot.connection(), cause)) {
            evictBroken(slot, reason, cause);
        } else {
            places.evict(slot, reason);
        }
    }

    /** Evicts what a failure of the backend broke; others may be broken, too. */
    private void evictBroken(Slot<C> slot, EvictionReason reason, Throwable cause) {
        places.evict(slot, reason);
        places.guard.failed(slot, 0, cause);
        places.guard.suspect(slot.generation);
    }

    /** {@return nanoseconds of the pool's own clock} */
    public long now() {
        return pool.now();
    }

    /** The tag of a present lease that somebody looks for, or {@code null}. */
    public @Nullable Object findTag(Predicate<Object> wanted) {
        for (Slot<C> slot : places.slots.all()) {
            Object tag = slot.tag();
            if (tag != null && wanted.test(tag)) {
                return tag;
            }
        }
        return null;
    }

    // ---- The pool as a whole

    /** Starts; waits for a connection as configured. */
    public void init() {
        acquires.init();
    }

    /** Retires all connections. */
    public void clear() {
        controls.clear();
    }

    /** Fails those who ask. */
    public void pause(Throwable cause) {
        controls.pause(cause);
    }

    /** Lets those who ask wait. */
    public void suspend() {
        controls.suspend();
    }

    /** Serves again. */
    public void resume() {
        controls.resume();
    }

    /** Changes the sizes. */
    public void resize(int minSize, int maxSize) {
        controls.resize(minSize, maxSize);
    }

    /** Closes; waits for leases, for at most that long. */
    public void close(long drainNanos) {
        controls.close(drainNanos);
    }

    /** One sweep, in the caller. */
    public int cleanup() {
        return exchange.lifecycle.isClosing() ? 0 : housekeeper.sweep();
    }

    // ---- Figures

    /** {@return what the pool is doing} */
    public Mode mode() {
        return exchange.lifecycle.mode();
    }

    /** {@return the settings in force} */
    public PoolConfig config() {
        return pool.config();
    }

    /** {@return the counts} */
    public PoolMetrics metrics() {
        return figures.metrics();
    }

    /** {@return what was counted over time} */
    public PoolStatistics statistics() {
        return figures.statistics();
    }

    /** {@return every connection} */
    public List<ConnectionMetrics> connections() {
        return figures.connections();
    }

    /** Asks whether the backend can be reached. */
    public Health checkHealth(Questions<C> questions) {
        return checkup.run(questions);
    }

    /** Adds a listener. */
    public void addListener(PoolListener listener) {
        pool.events.add(listener);
    }

    /** Removes a listener. */
    public void removeListener(PoolListener listener) {
        pool.events.remove(listener);
    }
}
