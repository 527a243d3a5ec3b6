package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections of type {@code C}. Thread-safe; every method may be called from any thread,
 * from listeners, and from a backend's own methods.
 *
 * <p>Those that wait are served first come, first served. What a holder did with a connection before
 * its lease ended happens-before the next acquire of that connection returns.
 *
 * @param <C> the connection
 */
public interface Pool<C> extends ManagedPool {

    /** {@return the pool's name, as in logs, metrics and messages} */
    @Override
    String name();

    /** {@return {@code mongodb}, {@code redis}, or the custom backend's name} */
    @Override
    String backend();

    /** {@return the settings in force; after {@link #resize} with the new sizes} */
    @Override
    PoolConfig config();

    /** {@return what the pool is doing} */
    @Override
    PoolState state();

    /**
     * Starts the pool and begins to fill it to {@code minSize}. Does nothing on a pool that was
     * started before. Waits for one connection for at most {@code initializationFailTimeout}; when
     * that is negative, it does not wait and never fails because of the backend. After a failure the
     * pool runs and goes on trying; a caller who gives up closes it.
     *
     * @throws io.earnorm.pool.exception.ConnectionFailedException if no connection could be made in
     *     time; the cause is the backend's failure
     * @throws io.earnorm.pool.exception.PoolClosedException if the pool is closed
     * @throws io.earnorm.pool.exception.AcquireInterruptedException if the thread is interrupted
     *     while it waits (its flag stays set)
     */
    @Override
    void init();

    /**
     * Leases a connection, waiting for at most {@code connectionTimeout}. The same as {@link
     * #acquire(Duration)} with that timeout.
     *
     * @return a lease owned by the caller until it ends
     */
    Lease<C> acquire();

    /**
     * Leases a connection: an idle one, or whichever comes first of one that is returned and one
     * that is made. Starts a {@link PoolState#NEW} pool. Creation and validation happen within the
     * timeout.
     *
     * @param timeout the longest wait; zero: take what is idle, do not wait and do not create
     * @return a lease owned by the caller until it ends
     * @throws io.earnorm.pool.exception.PoolTimeoutException if no connection became free within the
     *     timeout; the cause is the last creation failure, if any
     * @throws io.earnorm.pool.exception.PoolExhaustedException if {@code maxPending} acquires wait
     *     already, or the timeout is zero and nothing is idle
     * @throws io.earnorm.pool.exception.PoolClosedException if the pool is closed, or is closed while
     *     waiting
     * @throws io.earnorm.pool.exception.PoolUnavailableException if the pool is paused, or is paused
     *     while waiting, or its circuit breaker is open
     * @throws io.earnorm.pool.exception.ConnectionFailedException if connecting failed in a way that
     *     trying again does not cure, or as often as the retry policy allows
     * @throws io.earnorm.pool.exception.AcquireInterruptedException if the thread is, or gets,
     *     interrupted (its flag stays set)
     * @throws IllegalArgumentException if the timeout is negative
     */
    Lease<C> acquire(Duration timeout);

    /**
     * Leases an idle connection, at once. Does not queue and does not create; an idle connection that
     * needs validation is validated first. While others wait it takes nothing from them.
     *
     * @return a lease, or empty when nothing is idle or the pool does not run
     */
    Optional<Lease<C>> tryAcquire();

    /**
     * Leases a connection without holding a thread while waiting, for at most {@code
     * connectionTimeout}. The same as {@link #acquireAsync(Duration)} with that timeout.
     *
     * @return completes with a lease, or with what {@link #acquire()} would throw
     */
    CompletableFuture<Lease<C>> acquireAsync();

    /**
     * Leases a connection without holding a thread while waiting. Waits in the same queue as {@link
     * #acquire(Duration)}. Cancelling, or completing, the future gives the place in the queue back;
     * a connection that was already on its way is offered to the next. Completes on the pool's own
     * executor, never on the thread that returns a connection.
     *
     * @param timeout the longest wait; zero: take what is idle
     * @return completes with a lease, or with what {@link #acquire(Duration)} would throw
     * @throws IllegalArgumentException if the timeout is negative
     */
    CompletableFuture<Lease<C>> acquireAsync(Duration timeout);

    /**
     * Acquires, works once, releases. The work is never repeated. When it throws something that
     * breaks the connection, the connection is destroyed instead of returned.
     *
     * @param work what to do
     * @param <R> its result
     * @param <X> what it may throw
     * @return what the work returned
     * @throws X what the work threw, as it is
     * @throws io.earnorm.pool.exception.PoolException as {@link #acquire()}
     */
    <R extends @Nullable Object, X extends Exception> R execute(PoolFunction<? super C, ? extends R, X> work) throws X;

    /**
     * The same for work that may safely run twice: it is repeated, each time on a new lease, on
     * failures that the backend calls transient, as the pool's retry policy says. Without one it runs
     * once.
     *
     * @param work what to do, perhaps several times
     * @param <R> its result
     * @param <X> what it may throw
     * @return what the work returned at last
     * @throws X what the work threw at last, as it is
     * @throws io.earnorm.pool.exception.PoolException as {@link #acquire()}
     */
    <R extends @Nullable Object, X extends Exception> R executeIdempotent(PoolFunction<? super C, ? extends R, X> work)
            throws X;

    /**
     * {@link #execute} for work without a result.
     *
     * @param work what to do
     * @param <X> what it may throw
     * @throws X what the work threw, as it is
     * @throws io.earnorm.pool.exception.PoolException as {@link #acquire()}
     */
    <X extends Exception> void run(PoolAction<? super C, X> work) throws X;

    /**
     * Acquires without a lease object; the caller must {@link #put} the connection back. Prefer
     * {@link #acquire()}: it can tell a second return from the next holder's.
     *
     * @return a connection
     * @throws io.earnorm.pool.exception.PoolException as {@link #acquire()}
     */
    C get();

    /**
     * Gives a connection from {@link #get()} back.
     *
     * @param connection what {@code get()} returned; compared by identity
     * @throws IllegalStateException if it is not lent by {@code get()} at the moment; nothing changes
     */
    void put(C connection);

    /**
     * Asks whether the backend can be reached, for at most {@code validationTimeout}. Uses an idle
     * connection, or makes one where there is room; never takes part in the queue. When every
     * connection is in use the answer is up, unless the last thing heard of the backend was a failure.
     *
     * @return up or down, with the reason; never throws because of the backend
     */
    @Override
    PoolHealth checkHealth();

    /**
     * Adds a user's own question to {@link #checkHealth()}.
     *
     * @param check asked after the backend's own validation
     */
    void addHealthCheck(HealthCheck<? super C> check);

    /** {@return the counts, now} */
    @Override
    PoolMetrics getMetrics();

    /** {@return counts, peaks and percentiles since the pool was first used} */
    @Override
    PoolStatistics getStatistics();

    /** {@return every connection, in order of creation} */
    @Override
    List<ConnectionMetrics> getConnections();

    /**
     * One housekeeping sweep, in the caller: evicts what is too old or idle for too long, reports
     * leaks, begins to fill to {@code minSize}.
     *
     * @return how many connections were evicted
     */
    int cleanup();

    /**
     * Makes all current connections stale: idle ones are evicted at once, leased ones when they come
     * back. Nobody waiting is failed. An acquire that begins after this method returned never gets one
     * of them.
     */
    @Override
    void clear();

    /**
     * The backend is down: clears, gives up connections being made, and fails pending and new
     * acquires at once with {@link io.earnorm.pool.exception.PoolUnavailableException}, until {@link
     * #resume()}. On a paused pool it only clears.
     *
     * @param cause why, for the callers that are refused
     */
    void pause(Throwable cause);

    /** Acquires wait, up to their deadline, until {@link #resume()}; leases may come back. */
    @Override
    void suspend();

    /**
     * Has the backend close what it holds besides connections: a client that they share, watches of sentinels. For a pool
     * without connections that makes none, as it is some time after {@link #suspend()} and {@link #clear()}: it holds no
     * socket then, for example while a checkpoint of the JVM is taken. All of it is opened again when it is needed.
     *
     * @return {@code false}, and nothing is closed, if the pool runs or is closed, or {@code getMetrics().total()} is not zero;
     *     or if the backend failed, which is logged
     */
    boolean quiesce();

    /**
     * Ends {@link #pause} and {@link #suspend}, and starts a pool that was paused or suspended before
     * its first use. While the circuit breaker is open the pool stays paused.
     */
    @Override
    void resume();

    /**
     * Changes the sizes. Growing serves those that wait; shrinking evicts idle connections at once
     * and leased ones when they come back.
     *
     * @param minSize from 0 to {@code maxSize}
     * @param maxSize at least 1
     * @throws io.earnorm.pool.exception.PoolConfigurationException if a size is out of its range;
     *     nothing changes
     */
    @Override
    void resize(int minSize, int maxSize);

    /**
     * Adds a listener. It hears what happens from now on; one that is added twice hears twice.
     *
     * @param listener the listener
     */
    void addListener(PoolListener listener);

    /**
     * Removes a listener, once. Does nothing when it is not there.
     *
     * @param listener the listener; compared by identity
     */
    void removeListener(PoolListener listener);

    /** Closes, draining for {@code drainTimeout}. The same as {@link #close(Duration)} with that. */
    @Override
    void close();

    /**
     * Refuses new acquires, fails the pending ones, destroys idle connections, waits for leases to
     * come back, and destroys what comes back later at that moment. A second close returns at once
     * when the pool is closed, and waits with the first one when it is closing.
     *
     * <p>An interrupt ends the wait; its flag stays set.
     *
     * @param drainTimeout the longest wait for leases; zero: do not wait
     * @throws IllegalArgumentException if it is negative
     */
    @Override
    void close(Duration drainTimeout);
}
