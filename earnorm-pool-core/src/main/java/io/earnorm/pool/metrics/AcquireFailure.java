package io.earnorm.pool.metrics;

/** Why an acquire ended without a lease. */
public enum AcquireFailure {
    /** Its deadline passed. */
    TIMEOUT,
    /** The queue was full, or it did not want to wait and nothing was idle. */
    EXHAUSTED,
    /** The pool is closed or closing. */
    CLOSED,
    /** The pool is paused, or its circuit breaker is open. */
    UNAVAILABLE,
    /** Connecting failed in a way that trying again does not cure. */
    CONNECTION_FAILED,
    /** Its thread was interrupted. */
    INTERRUPTED,
    /** Its future was cancelled, or its thread left by an {@code Error}. */
    CANCELLED
}
