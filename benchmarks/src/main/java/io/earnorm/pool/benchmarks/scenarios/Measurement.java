package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.report.Result;

/**
 * One figure.
 *
 * @param scenario where it was measured
 * @param variant the case of the scenario
 * @param peer whose it is
 * @param metric what was measured
 * @param value how much
 * @param unit of what
 */
record Measurement(String scenario, String variant, String peer, String metric, double value, String unit) {

    /** {@return one line of text, as a forked JVM hands it on} */
    String toLine() {
        return String.join("\t", scenario, variant, peer, metric, Double.toString(value), unit);
    }

    /** {@return what {@link #toLine} wrote} */
    static Measurement ofLine(String line) {
        String[] parts = line.split("\t", -1);
        return new Measurement(parts[0], parts[1], parts[2], parts[3], Double.parseDouble(parts[4]), parts[5]);
    }

    /** {@return the same for the report} */
    Result toResult() {
        return new Result(scenario, variant, peer, metric, value, unit);
    }

    /** {@return the same with another value} */
    Measurement with(double other) {
        return new Measurement(scenario, variant, peer, metric, other, unit);
    }
}
