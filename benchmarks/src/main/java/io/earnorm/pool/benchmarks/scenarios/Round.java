package io.earnorm.pool.benchmarks.scenarios;

import java.util.List;

/**
 * What one round showed.
 *
 * @param threads how many took part
 * @param operations acquires that succeeded, in all threads
 * @param nanos the length of the round
 * @param longestWait nanoseconds, those included who still waited at the end
 * @param slowest operations of the slowest thread
 * @param unserved threads without any
 * @param cpuNanos of the whole process
 * @param othersNanos of all other processes
 */
record Round(
        int threads,
        long operations,
        long nanos,
        long longestWait,
        long slowest,
        int unserved,
        long cpuNanos,
        long othersNanos) {

    double perSecond() {
        return operations * 1e9 / nanos;
    }

    /** {@return the slowest thread's operations, as a share of the mean} */
    double slowestShare() {
        return operations == 0 ? 0 : (double) slowest * threads / operations;
    }

    double cpuMicrosPerOperation() {
        return cpuNanos / 1e3 / Math.max(1, operations);
    }

    /** {@return percent of the machine that other processes took} */
    double takenByOthers() {
        return 100.0 * othersNanos / (nanos * Machine.cores());
    }

    /** Notes where all callers are. */
    static Start start(List<Caller> callers) {
        long[] before = callers.stream().mapToLong(Caller::operations).toArray();
        return new Start(callers, before, System.nanoTime(), Machine.ownNanos(), Machine.allNanos());
    }

    /** A round that has begun. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Start(List<Caller> callers, long[] before, long nanos, long cpuNanos, long allNanos) {

        /** {@return what has happened since} */
        Round end() {
            long now = System.nanoTime();
            long cpu = Machine.ownNanos() - cpuNanos;
            long others = Math.max(0, Machine.allNanos() - allNanos - cpu);
            long longest = 0;
            long operations = 0;
            long slowest = Long.MAX_VALUE;
            int unserved = 0;
            for (int i = 0; i < before.length; i++) {
                Caller caller = callers.get(i);
                caller.throwFailure();
                long own = caller.operations() - before[i];
                operations += own;
                slowest = Math.min(slowest, own);
                unserved += own == 0 ? 1 : 0;
                longest = Math.max(longest, caller.longestWait(now));
            }
            return new Round(callers.size(), operations, now - nanos, longest, slowest, unserved, cpu, others);
        }
    }
}
