package io.earnorm.pool.exception;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refused at once because waiting is pointless: the pool is paused, or its circuit breaker is open.
 * The cause says why the backend counts as down.
 */
public final class PoolUnavailableException extends PoolException {

    private static final long serialVersionUID = 1L;

    /** When trying again makes sense, if the pool can tell. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates an exception.
     *
     * @param message which pool, what happened, what to do
     * @param cause why the pool was paused, or the failure that opened the breaker
     * @param retryAfter when trying again makes sense, or {@code null} when only an operator knows
     */
    public PoolUnavailableException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /**
     * When trying again makes sense.
     *
     * @return the time to wait, or empty when the pool waits for an operator's {@code resume()}
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
