package io.earnorm.pool.metrics;

/** Why a connection left the pool. */
public enum EvictionReason {
    /** It belongs to a generation that {@code clear()} retired. */
    STALE,
    /** It was idle for longer than {@code maxIdleTime}. */
    IDLE,
    /** It lived for longer than {@code maxLifetime}. */
    EXPIRED,
    /** Validation, or the reset on return, found it unusable. */
    INVALID,
    /** Its holder invalidated it, its work failed in a way that broke it, or it was never made. */
    BROKEN,
    /** Its lease was held for longer than {@code leakReclaimTimeout}. */
    LEAKED,
    /** The pool was made smaller. */
    RESIZED,
    /** The pool was closed. */
    POOL_CLOSED
}
