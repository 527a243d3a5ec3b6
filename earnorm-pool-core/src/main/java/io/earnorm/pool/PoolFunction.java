package io.earnorm.pool;

import org.jspecify.annotations.Nullable;

/**
 * Work on a connection that has a result.
 *
 * @param <C> the connection
 * @param <R> the result
 * @param <X> what the work may throw
 */
@FunctionalInterface
public interface PoolFunction<C, R extends @Nullable Object, X extends Exception> {

    /**
     * Does the work. The connection must not be used after this method returned.
     *
     * @param connection leased for this call
     * @return the result
     * @throws X what the work throws reaches the caller as it is
     */
    R apply(C connection) throws X;
}
