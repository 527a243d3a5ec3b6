package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited for a connection. Its interrupt flag is set.
 */
public final class AcquireInterruptedException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause the interrupt, or {@code null} when there is none
     */
    public AcquireInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
