package io.earnorm.pool.benchmarks.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

    private Numbers() {}

    /** Three digits that count. */
    static String of(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "–";
        }
        if (size < 0.0005) {
            return "0";
        }
        if (value == Math.rint(value) || size >= 100) {
            return format("%,.0f", value);
        }
        return format(size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
