package io.earnorm.pool.benchmarks.scenarios;

import java.util.Arrays;

/** Numbers, and their percentiles. Thread-safe. */
final class LongList {

    private long[] values = new long[64];
    private int size;

    synchronized void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addAll(LongList others) {
        for (long value : others.sorted()) {
            add(value);
        }
    }

    synchronized LongList copy() {
        LongList copy = new LongList();
        copy.values = values.clone();
        copy.size = size;
        return copy;
    }

    synchronized long[] sorted() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** {@return the value below which a share of all values lies; not a number: there are none} */
    double percentile(double share) {
        long[] sorted = sorted();
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    double max() {
        return percentile(1);
    }
}
