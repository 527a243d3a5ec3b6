package io.earnorm.pool.engine;

/** Where the engine reads the time. Monotonic, like {@link System#nanoTime()}. */
@FunctionalInterface
public interface EngineClock {

    /** {@return nanoseconds since some fixed point} */
    long nanoTime();
}
