package io.earnorm.pool.engine;

/** What a pool is doing as a whole. Named like the public states. */
public enum Mode {
    /** Not used yet. */
    NEW,
    /** Lends connections. */
    RUNNING,
    /** Acquires wait. */
    SUSPENDED,
    /** Acquires fail at once. */
    PAUSED,
    /** Closing, and waiting for leases. */
    DRAINING,
    /** Closed. */
    CLOSED
}
