package io.earnorm.pool;

/** What a pool is doing as a whole. */
public enum PoolState {
    /** Not used yet: no thread, no connection. */
    NEW,
    /** Lends connections. */
    RUNNING,
    /** An operator's {@code suspend()}: acquires wait, nothing is filled. */
    SUSPENDED,
    /** The backend counts as down: acquires fail at once. */
    PAUSED,
    /** Closing, and waiting for leases to come back. */
    DRAINING,
    /** Closed. Late leases are destroyed when they come back. */
    CLOSED
}
