package io.earnorm.pool.benchmarks.scenarios;

/** When callers measure, and when they stop. */
final class Window {

    /** Waits that end from now on are measured. */
    volatile boolean open;

    /** Callers stop. */
    volatile boolean over;
}
