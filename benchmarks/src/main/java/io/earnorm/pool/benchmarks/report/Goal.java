package io.earnorm.pool.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something that was wanted of the pool.
 *
 * @param subject the case
 * @param wanted the goal
 * @param measured what came of it
 */
record Goal(String subject, String wanted, Function<Findings, Outcome> measured) {

    List<String> row(Findings findings) {
        Outcome outcome = measured.apply(findings);
        return List.of(subject, wanted, outcome.text(), outcome.verdict());
    }

    /**
     * What came of a goal.
     *
     * @param text the figures
     * @param verdict met, missed, or not measured
     */
    record Outcome(String text, String verdict) {

        /** All checks together. */
        static Outcome of(Check... checks) {
            String text = Arrays.stream(checks).map(Check::text).collect(Collectors.joining("; "));
            if (Arrays.stream(checks).anyMatch(check -> Double.isNaN(check.value()))) {
                return new Outcome(text, "not measured");
            }
            return new Outcome(text, Arrays.stream(checks).allMatch(Check::met) ? "met" : "**missed**");
        }
    }

    /**
     * One figure.
     *
     * @param text the figure for people
     * @param value not a number when it was not measured
     * @param met whether it is good enough
     */
    record Check(String text, double value, boolean met) {

        static Check atMost(String format, double value, double limit) {
            return new Check(text(format, value), value, value <= limit);
        }

        static Check atLeast(String format, double value, double limit) {
            return new Check(text(format, value), value, value >= limit);
        }

        static Check reported(String format, double value) {
            return new Check(text(format, value), value, true);
        }

        private static String text(String format, double value) {
            return format.formatted(Numbers.of(value));
        }
    }
}
