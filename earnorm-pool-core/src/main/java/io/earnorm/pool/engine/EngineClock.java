package io.earnorm.pool.engine;

import java.util.concurrent.TimeUnit;

/**
 * Where the engine reads the time. Monotonic, like {@link System#nanoTime()}.
 *
 * <p>Reading the exact time costs more than the rest of a lease. So where a few milliseconds don't matter,
 * the engine reads a coarse time, which another thread keeps while it is in demand.
 */
@FunctionalInterface
public interface EngineClock {

    /** What {@link #coarseTime()} returns while nobody keeps it. */
    long STOPPED = Long.MAX_VALUE;

    /** How far, in nanoseconds, the coarse time stays behind: 10 ms, and longer on a machine that has no time for its threads. */
    long COARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** {@return nanoseconds since some fixed point} */
    long nanoTime();

    /** {@return what {@link #nanoTime()} was not long ago, or {@link #STOPPED}} */
    default long coarseTime() {
        return nanoTime();
    }

    /** Has the coarse time kept for a while. */
    default void keepCoarseTime() {}
}
