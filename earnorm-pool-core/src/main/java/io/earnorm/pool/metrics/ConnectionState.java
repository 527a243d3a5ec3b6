package io.earnorm.pool.metrics;

/** What a connection is doing. */
public enum ConnectionState {
    /** Being established; it already counts in the pool's capacity. */
    CONNECTING,
    /** Waiting in the pool. */
    IDLE,
    /** In the hands of the pool itself: being validated, reset or handed over. */
    RESERVED,
    /** Leased. */
    IN_USE,
    /** Being destroyed; it counts in the capacity until the backend has closed it. */
    CLOSING
}
