package io.earnorm.pool.benchmarks.scenarios;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts operations in slices of ten milliseconds. Thread-safe. */
final class Timeline {

    static final long NEVER = Long.MAX_VALUE;

    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SLICES = 3_000;
    /** A rate is taken over 50 ms. */
    private static final int SPAN = 5;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(SLICES);
    private final long start = System.nanoTime();

    void count() {
        counts.incrementAndGet(slice(System.nanoTime()));
    }

    /** {@return operations per slice, over the milliseconds before a time} */
    double rate(long end, int millis) {
        int last = slice(end);
        int slices = Math.max(1, Math.min(last, (int) (TimeUnit.MILLISECONDS.toNanos(millis) / SLICE)));
        return (double) sum(last - slices, last) / slices;
    }

    /** {@return when the rate began to be as high, not before a time; {@link #NEVER}: it was not yet} */
    long firstAt(double rate, long from) {
        int now = slice(System.nanoTime());
        for (int slice = slice(from); slice + SPAN <= now; slice++) {
            if (sum(slice, slice + SPAN) >= rate * SPAN) {
                return Math.max(from, start + slice * SLICE);
            }
        }
        return NEVER;
    }

    private int sum(int from, int to) {
        int sum = 0;
        for (int slice = from; slice < to; slice++) {
            sum += counts.get(slice);
        }
        return sum;
    }

    private int slice(long now) {
        return (int) Math.max(0, Math.min(SLICES - 1, (now - start) / SLICE));
    }
}
