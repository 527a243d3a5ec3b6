package io.earnorm.pool.exception;

import org.jspecify.annotations.Nullable;

/**
 * A setting has a value that cannot work. The message names the setting, what is allowed and the
 * value that was given (redacted when it may hold a secret).
 */
public final class PoolConfigurationException extends PoolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the setting, what is allowed, the value given
     */
    public PoolConfigurationException(String message) {
        this(message, null);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the setting, what is allowed, the value given
     * @param cause what refused the value, or {@code null}
     */
    public PoolConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
