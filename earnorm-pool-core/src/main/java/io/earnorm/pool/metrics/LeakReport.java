package io.earnorm.pool.metrics;

import java.time.Duration;

/**
 * A lease that is held for longer than {@code leakDetectionThreshold}.
 *
 * @param id the connection
 * @param holder name of the thread that acquired it
 * @param held for how long so far
 * @param acquiredAt an exception, never thrown, whose stack trace is where it was acquired
 * @param reclaimed whether the lease was ended and its connection destroyed
 */
public record LeakReport(long id, String holder, Duration held, Throwable acquiredAt, boolean reclaimed) {}
