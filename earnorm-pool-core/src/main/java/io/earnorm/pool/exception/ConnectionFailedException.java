package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * The backend could not be reached, or refused, when a connection was made.
 */
public final class ConnectionFailedException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause the backend's failure, or {@code null} when there is none
     */
    public ConnectionFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
