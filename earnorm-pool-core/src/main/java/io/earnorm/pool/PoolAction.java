package io.earnorm.pool;

/**
 * Work on a connection that has no result.
 *
 * @param <C> the connection
 * @param <X> what the work may throw
 */
@FunctionalInterface
public interface PoolAction<C, X extends Exception> {

    /**
     * Does the work. The connection must not be used after this method returned.
     *
     * @param connection leased for this call
     * @throws X what the work throws reaches the caller as it is
     */
    void run(C connection) throws X;
}
