package io.earnorm.pool.metrics;

import java.time.Duration;

/**
 * How a length of time is distributed. Recorded with two significant digits, so a value may be one
 * per cent off.
 *
 * @param count how many values it is made of
 * @param mean their average, zero when there are none
 * @param p50 half of them are at most this long
 * @param p90 nine of ten are at most this long
 * @param p99 99 of 100 are at most this long
 * @param p999 999 of 1,000 are at most this long
 * @param max the longest
 */
public record Percentiles(
        long count, Duration mean, Duration p50, Duration p90, Duration p99, Duration p999, Duration max) {

    /** No values. */
    public static final Percentiles NONE = new Percentiles(
            0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
