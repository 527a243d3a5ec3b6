package io.earnorm.pool.resilience;

import java.util.function.LongSupplier;

/** Where this package takes the time from, and how it passes time. */
record Ticker(LongSupplier nanoTime, Sleeper sleeper) {

    static final Ticker SYSTEM = new Ticker(System::nanoTime, Thread::sleep);

    /** Passes time; replaced in tests. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    /** A point on the monotonic clock, for differences only. */
    long nanos() {
        return nanoTime.getAsLong();
    }

    void sleep(long millis) throws InterruptedException {
        sleeper.sleep(millis);
    }
}
