package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * No connection became free, and none could be made, by the deadline of an acquire. The cause is the
 * last failed attempt to connect, when there was one since the pool last connected.
 */
public final class PoolTimeoutException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause the last creation failure, or {@code null} when there is none
     */
    public PoolTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
