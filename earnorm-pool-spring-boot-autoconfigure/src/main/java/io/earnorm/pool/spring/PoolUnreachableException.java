package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import org.springframework.core.NestedExceptionUtils;

/** A pool that must connect before the application starts could not. */
final class PoolUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * Creates an exception.
     *
     * @param setting where it says that the pool must connect first
     */
    PoolUnreachableException(ManagedPool pool, String setting, RuntimeException cause) {
        super(
                "The pool '%s' could not connect to its %s backend:%n%n    %s%n    %s"
                        .formatted(
                                pool.name(),
                                pool.backend(),
                                cause.getMessage(),
                                NestedExceptionUtils.getMostSpecificCause(cause)),
                cause);
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
