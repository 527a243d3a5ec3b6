package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.resilience.Resilience;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine's one door. Thread-safe. Times are nanoseconds.
 *
 * @param <C> the connection
 * @param <L> what an acquire returns
 */
public final class PoolEngine<C, L> {

    private final PoolContext<C> pool;
    final Exchange<C> exchange;
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
        housekeeper = new Housekeeper<>(pool, exchange);
        controls = new Controls<>(pool, exchange, housekeeper);
        figures = new Figures<>(pool, exchange);
        refusals = new Refusals<>(pool, exchange, figures);
        acquires = new Acquires<>(pool, exchange, controls, refusals, leases);
        asyncAcquires = new AsyncAcquires<>(pool, exchange, controls, leases, acquires);
        checkup = new Checkup<>(pool, exchange);
        exchange.places.whenGone(controls::closeBackend);
    }

    // ---- Acquire; a lease ends through its slot

    /** Leases a connection, within the configured {@code connectionTimeout}. */
    public L acquire() {
        return acquires.acquire();
    }

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

    /** {@return nanoseconds of the pool's own clock} */
    public long now() {
        return pool.now();
    }

    /** The tag of a present lease that somebody looks for, or {@code null}. */
    public @Nullable Object findTag(Predicate<Object> wanted) {
        for (Slot<C> slot : exchange.places.slots.all()) {
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
        exchange.change(effects -> {}); // From now on leases have something to tell.
    }

    /** Removes a listener. */
    public void removeListener(PoolListener listener) {
        pool.events.remove(listener);
        exchange.change(effects -> {});
    }
}
