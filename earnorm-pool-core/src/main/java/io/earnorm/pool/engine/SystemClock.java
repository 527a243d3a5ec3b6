package io.earnorm.pool.engine;

/** The JVM's monotonic clock. The only place in the engine that asks it. */
final class SystemClock implements EngineClock {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
