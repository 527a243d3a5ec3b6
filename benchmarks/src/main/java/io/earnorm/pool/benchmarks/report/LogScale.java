package io.earnorm.pool.benchmarks.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis on which each power of ten has as much room as the next: pools differ by factors of a hundred.
 *
 * @param low the lower end's power of ten
 * @param high the upper end's
 * @param from where the lower end is drawn
 * @param to where the upper end is drawn
 */
record LogScale(int low, int high, double from, double to) {

    static LogScale over(DoubleStream values, double from, double to) {
        double[] all = values.filter(value -> value > 0).toArray();
        double min = DoubleStream.of(all).min().orElse(1);
        double max = DoubleStream.of(all).max().orElse(10);
        int low = (int) Math.floor(Math.log10(min));
        return new LogScale(low, Math.max(low + 1, (int) Math.ceil(Math.log10(max))), from, to);
    }

    /** {@return where a value is drawn; what is too small stands at the lower end} */
    double at(double value) {
        double power = Math.max(low, Math.log10(Math.max(value, Double.MIN_NORMAL)));
        return from + (power - low) / (high - low) * (to - from);
    }

    /** {@return the powers of ten} */
    List<Double> ticks() {
        return IntStream.rangeClosed(low, high)
                .mapToObj(power -> Math.pow(10, power))
                .toList();
    }
}
