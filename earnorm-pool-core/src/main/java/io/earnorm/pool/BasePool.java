package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Health;
import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.Surroundings;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Subclass this to pool anything: say how a connection is made and destroyed, and how to tell that it
 * is alive; the pool does the rest.
 *
 * <p>The constructor starts nothing: no thread, no connection, no event. The first use does. The
 * protected methods are called outside of every lock; each may throw anything without harm to the
 * pool. {@link #createConnection()}, {@link #validateConnection} and {@link #destroyConnection} run on
 * the pool's own threads, within {@code connectTimeout}, {@code validationTimeout} and again {@code
 * connectTimeout}; a call that takes longer is interrupted. Calls for one connection never overlap,
 * except that a connection whose validation was given up is destroyed while that may still run.
 *
 * @param <C> the connection; compared by identity alone
 */
public abstract class BasePool<C> implements Pool<C> {

    private final String name;
    private final Resilience resilience;
    private final PoolEngine<C, Lease<C>> engine;
    private final List<HealthCheck<? super C>> healthChecks = new CopyOnWriteArrayList<>();

    /**
     * Creates a pool without retry and circuit breaker.
     *
     * @param name in logs, metrics and messages
     * @param config the settings
     */
    protected BasePool(String name, PoolConfig config) {
        this(name, config, Resilience.disabled());
    }

    /**
     * Creates a pool with the settings, the retry and the circuit breaker of the options.
     *
     * @param name in logs, metrics and messages, unless the options have a name
     * @param options of which name, config and resilience are used; the rest is the backend's
     */
    protected BasePool(String name, PoolOptions options) {
        this(options.name(name), options.config(), options.resilience());
    }

    private BasePool(String name, PoolConfig config, Resilience resilience) {
        this.name = Objects.requireNonNull(name, "name");
        this.resilience = resilience;
        BackendAdapter<C> adapter = new BackendAdapter<>(this);
        this.engine = new PoolEngine<>(name, config, adapter, adapter, resilience, Surroundings.system());
    }

    PoolEngine<C, Lease<C>> engine() {
        return engine;
    }

    // ---- What a backend says

    /**
     * Makes a connection, ready for use.
     *
     * @return a connection that the pool has not seen before
     * @throws Exception if the backend cannot be reached, or refuses
     */
    protected abstract C createConnection() throws Exception;

    /**
     * Closes a connection; called once for each, also for broken ones and for those whose lease was
     * taken away, without {@link #resetConnection} before. A throw is logged: the connection counts as
     * closed.
     *
     * @param connection the connection
     * @throws Exception if closing failed
     */
    protected abstract void destroyConnection(C connection) throws Exception;

    /**
     * Asks the backend whether a connection is alive. By default every connection is.
     *
     * @param connection not in use by anybody else
     * @return {@code false} to have it destroyed
     * @throws Exception the same, and the reason why
     */
    protected boolean validateConnection(C connection) throws Exception {
        return true;
    }

    /**
     * Makes a returned connection clean for the next holder, in the thread that ends the lease. By
     * default it does nothing.
     *
     * @param connection just returned
     * @throws Exception to have it destroyed
     */
    protected void resetConnection(C connection) throws Exception {}

    /**
     * Whether a failure of work on a connection broke it. By default an {@link java.io.IOException}, an
     * interrupt or an {@link Error} anywhere in the chain of causes did.
     *
     * @param connection the connection
     * @param failure what the work threw, or what {@link Lease#invalidate(Throwable)} was given
     * @return whether the connection is to be destroyed, and the failure counted against the backend
     */
    protected boolean isBroken(C connection, Throwable failure) {
        return Failures.breakConnections(failure);
    }

    /**
     * Whether trying again may cure a failure. By default it may when connecting failed, and not when
     * work did.
     *
     * @param failure a {@link ConnectionFailedException} whose cause is what {@link #createConnection()}
     *     threw, or else what work threw
     * @return whether idempotent work is repeated; of connecting: whether those that wait go on waiting
     */
    protected boolean isTransient(Throwable failure) {
        return failure instanceof ConnectionFailedException;
    }

    /**
     * What a lease hands out, asked once for each lease. By default the connection itself.
     *
     * @param connection the connection
     * @return it, or a view of it
     */
    protected C leaseView(C connection) {
        return connection;
    }

    /**
     * Called once, when the pool is closed and the last connection was destroyed. By default it does
     * nothing.
     *
     * @throws Exception is logged
     */
    protected void closeBackend() throws Exception {}

    // ---- Acquire

    @Override
    public final Lease<C> acquire() {
        return engine.acquire(config().connectionTimeout().toNanos());
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
        boolean recorded = engine.hasCircuitBreaker();
        long start = recorded ? engine.now() : 0;
        R result;
        try {
            result = work.apply(lease.connection());
        } catch (Throwable failure) {
            lease.end(failure);
            throw failure;
        }
        if (recorded) {
            engine.succeeded(engine.now() - start);
        }
        lease.close();
        return result;
    }

    @Override
    @SuppressWarnings("unchecked") // See below.
    public final <R extends @Nullable Object, X extends Exception> R executeIdempotent(
            PoolFunction<? super C, ? extends R, X> work) throws X {
        Callable<R> attempt = () -> execute(work);
        try {
            return resilience.retryIdempotent(this::isTransient, attempt);
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
        Object found = engine.findTag(tag -> ((PooledLease<?>) tag).lent(connection));
        if (!(found instanceof PooledLease<?> lease && lease.giveBack())) {
            throw new IllegalStateException(
                    "Pool '%s' has not lent this connection by get(), or got it back already; nothing was changed"
                            .formatted(name));
        }
    }

    // ---- Health and figures

    @Override
    public PoolHealth checkHealth() {
        long start = engine.now();
        Health health = engine.checkHealth(this::complaints);
        return new PoolHealth(
                name,
                backend(),
                health.up(),
                health.reason(),
                state(),
                getMetrics(),
                getConnections(),
                Duration.ofNanos(engine.now() - start),
                healthDetails());
    }

    /**
     * What the backend adds to {@link PoolHealth#details()}, from what it knows without asking. By
     * default nothing.
     *
     * @return names and values without secrets
     */
    protected Map<String, String> healthDetails() {
        return Map.of();
    }

    private List<String> complaints(C connection) {
        List<String> complaints = new ArrayList<>();
        for (HealthCheck<? super C> check : healthChecks) {
            try {
                check.check(connection);
            } catch (Exception e) {
                complaints.add(check.name() + ": " + e);
            }
        }
        return complaints;
    }

    @Override
    public final void addHealthCheck(HealthCheck<? super C> check) {
        healthChecks.add(Objects.requireNonNull(check, "check"));
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
    public String backend() {
        return "custom";
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
