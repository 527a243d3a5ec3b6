package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Health;
import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.Surroundings;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The public operations, over the engine. {@link BasePool} adds what a backend has to say.
 *
 * @param <C> the connection
 */
abstract sealed class EnginePool<C> implements Pool<C> permits BasePool {

    private final String name;
    private final Resilience resilience;
    private final BackendAdapter<C> backend;
    private final PoolEngine<C, Lease<C>> engine;
    private final HealthChecks<C> healthChecks;

    EnginePool(String name, PoolConfig config, Resilience resilience) {
        this.name = Objects.requireNonNull(name, "name");
        this.resilience = resilience;
        this.backend = new BackendAdapter<>((BasePool<C>) this); // The only subclass there can be.
        this.healthChecks = new HealthChecks<>(backend);
        this.engine = new PoolEngine<>(name, config, backend, backend, resilience, Surroundings.system());
    }

    final PoolEngine<C, Lease<C>> engine() {
        return engine;
    }

    // ---- Acquire

    @Override
    public final Lease<C> acquire() {
        return engine.acquire();
    }

    @Override
    public final Lease<C> acquire(Duration timeout) {
        return engine.acquire(nanos("timeout", timeout));
    }

    @Override
    public final Optional<Lease<C>> tryAcquire() {
        return Optional.ofNullable(engine.tryAcquire());
    }

    @Override
    public final CompletableFuture<Lease<C>> acquireAsync() {
        return engine.acquireAsync(config().connectionTimeout().toNanos());
    }

    @Override
    public final CompletableFuture<Lease<C>> acquireAsync(Duration timeout) {
        return engine.acquireAsync(nanos("timeout", timeout));
    }

    // ---- Work

    @Override
    public final <R extends @Nullable Object, X extends Exception> R execute(
            PoolFunction<? super C, ? extends R, X> work) throws X {
        PooledLease<C> lease = (PooledLease<C>) acquire();
        R result;
        try {
            result = work.apply(lease.connection());
        } catch (Throwable failure) {
            lease.end(failure);
            throw failure;
        }
        lease.complete();
        return result;
    }

    @Override
    @SuppressWarnings("unchecked") // See below.
    public final <R extends @Nullable Object, X extends Exception> R executeIdempotent(
            PoolFunction<? super C, ? extends R, X> work) throws X {
        Callable<R> attempt = () -> execute(work);
        try {
            return resilience.retryIdempotent(backend::isTransient, attempt);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw (X) e; // The retry throws what the work threw, and that declares X.
        }
    }

    @Override
    public final <X extends Exception> void run(PoolAction<? super C, X> work) throws X {
        this.<@Nullable Object, X>execute(connection -> {
            work.run(connection);
            return null;
        });
    }

    @Override
    public final C get() {
        return ((PooledLease<C>) acquire()).lend();
    }

    @Override
    public final void put(C connection) {
        Object found = engine.findTag(tag -> ((PooledLease.Lent<?>) tag).connection() == connection);
        if (!(found instanceof PooledLease.Lent<?> lent && lent.put())) {
            throw new IllegalStateException(
                    "Pool '%s' has not lent this connection by get(), or got it back already; nothing was changed"
                            .formatted(name));
        }
    }

    // ---- Health and figures

    @Override
    public PoolHealth checkHealth() {
        long start = engine.now();
        Health health = engine.checkHealth(healthChecks);
        return new PoolHealth(
                name,
                backend(),
                health.up(),
                health.reason(),
                state(),
                getMetrics(),
                getConnections(),
                Duration.ofNanos(engine.now() - start),
                backend.healthDetails());
    }

    @Override
    public final void addHealthCheck(HealthCheck<? super C> check) {
        healthChecks.add(check);
    }

    @Override
    public final PoolMetrics getMetrics() {
        return engine.metrics();
    }

    @Override
    public final PoolStatistics getStatistics() {
        return engine.statistics();
    }

    @Override
    public final List<ConnectionMetrics> getConnections() {
        return engine.connections();
    }

    // ---- The pool as a whole

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final PoolConfig config() {
        return engine.config();
    }

    @Override
    public final PoolState state() {
        return PoolState.valueOf(engine.mode().name());
    }

    @Override
    public final void init() {
        engine.init();
    }

    @Override
    public final int cleanup() {
        return engine.cleanup();
    }

    @Override
    public final void clear() {
        engine.clear();
    }

    @Override
    public final void pause(Throwable cause) {
        engine.pause(Objects.requireNonNull(cause, "cause"));
    }

    @Override
    public final void suspend() {
        engine.suspend();
    }

    @Override
    public final boolean quiesce() {
        PoolState state = state();
        boolean connects = state == PoolState.RUNNING || state == PoolState.DRAINING || state == PoolState.CLOSED;
        return !connects && getMetrics().total() == 0 && backend.quiesce();
    }

    @Override
    public final void resume() {
        engine.resume();
    }

    @Override
    public final void resize(int minSize, int maxSize) {
        engine.resize(minSize, maxSize);
    }

    @Override
    public final void addListener(PoolListener listener) {
        engine.addListener(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public final void removeListener(PoolListener listener) {
        engine.removeListener(listener);
    }

    @Override
    public final void close() {
        engine.close(config().drainTimeout().toNanos());
    }

    @Override
    public final void close(Duration drainTimeout) {
        engine.close(nanos("drainTimeout", drainTimeout));
    }

    @Override
    public String toString() {
        return "Pool[%s, %s, %s]".formatted(name, state(), getMetrics());
    }

    private static long nanos(String what, Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("%s must be zero or positive, but was %s".formatted(what, length));
        }
        try {
            return length.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE; // Longer than 292 years: for ever.
        }
    }
}
