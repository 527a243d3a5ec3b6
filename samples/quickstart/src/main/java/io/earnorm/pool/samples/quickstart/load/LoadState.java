package io.earnorm.pool.samples.quickstart.load;

/**
 * How a load goes, or went.
 *
 * @param running whether it still runs
 * @param threads how many callers it has
 * @param secondsLeft until it ends
 * @param calls orders created or read
 * @param failures those that failed
 * @param callsPerSecond since it began
 */
record LoadState(boolean running, int threads, long secondsLeft, long calls, long failures, long callsPerSecond) {}
