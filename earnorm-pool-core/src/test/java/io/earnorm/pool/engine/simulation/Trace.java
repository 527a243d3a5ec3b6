package io.earnorm.pool.engine.simulation;

import java.util.Arrays;

/** What happened, step by step. Kept raw and told only when somebody asks, so that it costs little. */
final class Trace {

    private String[] what = new String[512];
    private long[] detail = new long[512];
    private long[] time = new long[512];
    private int[] strand = new int[512];
    private int size;

    void add(int who, long now, String event, long number) {
        if (size == what.length) {
            grow();
        }
        what[size] = event;
        detail[size] = number;
        time[size] = now;
        strand[size] = who;
        size++;
    }

    private void grow() {
        int length = size * 2;
        what = Arrays.copyOf(what, length);
        detail = Arrays.copyOf(detail, length);
        time = Arrays.copyOf(time, length);
        strand = Arrays.copyOf(strand, length);
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** The same for two runs only if they did the same. */
    long fingerprint() {
        long hash = size;
        for (int i = 0; i < size; i++) {
            hash = hash * 31 + what[i].hashCode();
            hash = hash * 31 + detail[i];
            hash = hash * 31 + time[i];
            hash = hash * 31 + strand[i];
        }
        return hash;
    }

    /** The last steps, one a line: number, time in microseconds, who, what. */
    String tail(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = Math.max(0, size - lines); i < size; i++) {
            text.append(
                    "%6d %12.3f us  strand %-3d %s %d%n".formatted(i, time[i] / 1000.0, strand[i], what[i], detail[i]));
        }
        return text.toString();
    }
}
