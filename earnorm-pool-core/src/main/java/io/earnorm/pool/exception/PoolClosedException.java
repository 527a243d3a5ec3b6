package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * The pool is closed or closing, so it lends nothing any more.
 */
public final class PoolClosedException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause why it was closed, or {@code null} when there is none
     */
    public PoolClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
