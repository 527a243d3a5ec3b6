package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * Base of everything that a pool throws on its own account. What a caller's work throws inside
 * {@code execute} is never wrapped in one of these.
 *
 * <p>Messages name the pool, its counts at that moment and what to do. They never contain a URI or
 * a secret.
 */
public class PoolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause the backend's failure, or {@code null} when there is none
     */
    public PoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
