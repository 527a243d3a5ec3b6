package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * Refused at once because the queue is full ({@code maxPending}), or because the caller does not wait
 * ({@code acquire(Duration.ZERO)}) and nothing is idle.
 */
public final class PoolExhaustedException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause the last creation failure, or {@code null} when there is none
     */
    public PoolExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
