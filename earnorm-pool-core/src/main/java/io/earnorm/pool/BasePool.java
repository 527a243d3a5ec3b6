package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.resilience.Resilience;
import java.util.Map;

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
public abstract non-sealed class BasePool<C> extends EnginePool<C> {

    /**
     * Creates a pool without retry and circuit breaker.
     *
     * @param name in logs, metrics and messages
     * @param config the settings
     */
    protected BasePool(String name, PoolConfig config) {
        super(name, config, Resilience.disabled());
    }

    /**
     * Creates a pool with the settings, the retry and the circuit breaker of the options.
     *
     * @param name in logs, metrics and messages, unless the options have a name
     * @param options of which name, config and resilience are used; the rest is the backend's
     */
    protected BasePool(String name, PoolOptions options) {
        super(options.name(name), options.config(), options.resilience());
    }

    @Override
    public String backend() {
        return "custom";
    }

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
     * Makes a returned connection clean for the next holder, in the thread that ends the lease; and after
     * users' health checks, on one of the pool's own. By default it does nothing.
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
     * What a lease hands out, asked once for each lease, and once for all of the users' health checks
     * together. By default the connection itself.
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

    /**
     * Closes what the backend holds besides connections, until it is needed again: see {@link #quiesce()}. A connection may be
     * made at the same time, when the pool is resumed at this moment. By default it does nothing.
     *
     * @throws Exception is logged
     */
    protected void quiesceBackend() throws Exception {}

    /**
     * How many sockets the backend holds open, from what it knows without asking; for {@link
     * io.earnorm.pool.metrics.ResourceUsage}. By default one for each connection.
     *
     * @param connections those that are idle, in use or closing
     * @return the number of sockets
     */
    protected int openSockets(int connections) {
        return connections;
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
}
