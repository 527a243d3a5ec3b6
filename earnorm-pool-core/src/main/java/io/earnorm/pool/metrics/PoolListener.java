package io.earnorm.pool.metrics;

import java.time.Duration;

/**
 * Hears what a pool does. Every method does nothing by default.
 *
 * <p>Events of one connection arrive in order, on the thread that causes them, outside every lock;
 * the pool's methods may be called from here. What a listener throws is logged and changes nothing;
 * a listener that blocks holds up only the thread that it was called on.
 */
public interface PoolListener {

    /** The pool was used for the first time. */
    default void poolCreated() {}

    /** The pool runs, or runs again after a pause or suspension. */
    default void poolReady() {}

    /**
     * The pool was paused: its backend counts as down.
     *
     * @param cause why
     */
    default void poolPaused(Throwable cause) {}

    /** All current connections became stale. */
    default void poolCleared() {}

    /** The pool is closed; late leases may still come back. */
    default void poolClosed() {}

    /**
     * A place was reserved and connecting begins. Exactly one {@link #connectionReady} or {@link
     * #connectionDestroyed} with {@link EvictionReason#BROKEN} follows.
     *
     * @param id the connection
     */
    default void connectionCreated(long id) {}

    /**
     * A connection was established.
     *
     * @param id the connection
     * @param took how long connecting took
     */
    default void connectionReady(long id, Duration took) {}

    /**
     * A connection is gone, or was never made.
     *
     * @param id the connection
     * @param reason why
     */
    default void connectionDestroyed(long id, EvictionReason reason) {}

    /** Somebody asked for a connection. Exactly one of {@link #acquired}, {@link #acquireFailed} follows. */
    default void acquireStarted() {}

    /**
     * A connection was leased.
     *
     * @param id the connection
     * @param waited since {@link #acquireStarted}
     */
    default void acquired(long id, Duration waited) {}

    /**
     * An acquire ended without a lease.
     *
     * @param reason why
     * @param waited since {@link #acquireStarted}
     */
    default void acquireFailed(AcquireFailure reason, Duration waited) {}

    /**
     * A lease ended.
     *
     * @param id the connection
     * @param held for how long it was leased
     */
    default void released(long id, Duration held) {}

    /**
     * A lease is held for longer than {@code leakDetectionThreshold}. Reported once per lease, and
     * once more when {@code leakReclaimTimeout} ends it.
     *
     * @param report which one, by whom, and where it was acquired
     */
    default void leakDetected(LeakReport report) {}
}
