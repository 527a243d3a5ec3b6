package io.earnorm.pool;

import org.jspecify.annotations.Nullable;

/**
 * The right to use one connection, once.
 *
 * <p>The first {@link #close()}, {@link #invalidate()} or {@link #invalidate(Throwable)} ends the
 * lease; later ones change nothing, so a late second close can never release the next holder's
 * connection. A lease may be handed to another thread, and may be ended by any thread; what was done
 * before it ended happens-before the next acquire of its connection returns.
 *
 * @param <C> the connection
 */
public interface Lease<C> extends AutoCloseable {

    /**
     * The connection. Always the same object for one lease.
     *
     * @return the connection
     * @throws IllegalStateException if the lease has ended
     */
    C connection();

    /**
     * The connection's number, also after the lease has ended.
     *
     * @return from 1, in order of creation
     */
    long id();

    /**
     * Ends the lease because the connection is broken: it is destroyed instead of returned. Does not
     * wait for the backend.
     */
    void invalidate();

    /**
     * Ends the lease because the connection is broken. When {@code cause} shows that the backend was
     * lost, not just this connection, one probe decides whether all other connections of the
     * generation are stale, too.
     *
     * @param cause what broke it, or {@code null} when unknown
     */
    void invalidate(@Nullable Throwable cause);

    /**
     * Ends the lease and gives the connection back. Waits for the network only when the pool tests
     * on return, or the backend has to clean the connection. Never throws on the backend's account: a
     * connection that cannot be returned is destroyed.
     */
    @Override
    void close();
}
