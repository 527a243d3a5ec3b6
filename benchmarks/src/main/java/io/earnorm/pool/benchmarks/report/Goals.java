package io.earnorm.pool.benchmarks.report;

import static io.earnorm.pool.benchmarks.report.Goal.Check.atMost;
import static io.earnorm.pool.benchmarks.report.Goal.Check.reported;

import io.earnorm.pool.benchmarks.report.Goal.Check;
import io.earnorm.pool.benchmarks.report.Goal.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** What was wanted of single operations. */
final class Goals {

    private static final String OURS = "earnorm";
    private static final String CPU = "CPU";
    private static final String NANOS = "CPU time";

    private Goals() {}

    static String table(Findings findings) {
        return Tables.of(
                List.of("case", "goal", "measured", "verdict"),
                Stream.concat(all().stream(), ScenarioGoals.all().stream())
                        .map(goal -> goal.row(findings))
                        .toList());
    }

    private static List<Goal> all() {
        return List.of(
                new Goal("acquire + release, 1, 2 and 8 threads, pool of 16", "≤ 0.95 of two CAS", Goals::pairs),
                new Goal("bytes allocated per acquire + release", "≤ 24", Goals::bytes),
                new Goal("pool of 8 → 8,192, two threads", "cost grows by less than 1.3×", Goals::sizes),
                new Goal("refusals: exhausted, paused, breaker open", "microseconds", Goals::refusals),
                new Goal("meters on (read by a thread 10 times a second)", "≤ +5 ns per pair", Goals::meters),
                new Goal("an exact listener, leak detection", "reported", Goals::switchedOn));
    }

    private static Outcome pairs(Findings findings) {
        return Outcome.of(Stream.of("1 thread", "2 threads", "8 threads")
                .map(test -> atMost("%s × with " + test, findings.value("pairs", test, OURS, CPU), 0.95))
                .toArray(Check[]::new));
    }

    private static Outcome bytes(Findings findings) {
        // A profile of the whole process: a byte more or less is somebody else's.
        return Outcome.of(atMost("%s bytes", findings.value("pairs", "1 thread", OURS, "allocated"), 24.5));
    }

    private static Outcome sizes(Findings findings) {
        return Outcome.of(growth(findings, "all idle"), growth(findings, "4 idle"));
    }

    private static Check growth(Findings findings, String state) {
        double small = findings.value("sizes", "pool of 8, " + state, OURS, NANOS);
        double large = findings.value("sizes", "pool of 8192, " + state, OURS, NANOS);
        return atMost("%s × with " + state, large / small, 1.3);
    }

    private static Outcome refusals(Findings findings) {
        return Outcome.of(Stream.of("exhausted, timeout zero", "paused", "breaker open")
                .map(test -> atMost("%s µs " + test, findings.value("failed", test, OURS, NANOS) / 1e3, 10))
                .toArray(Check[]::new));
    }

    private static Outcome meters(Findings findings) {
        return Outcome.of(Stream.of("1 thread", "2 threads")
                .map(test -> atMost("%s ns more with " + test, extra(findings, test, "earnorm-meters"), 5))
                .toArray(Check[]::new));
    }

    private static Outcome switchedOn(Findings findings) {
        return Outcome.of(
                reported("empty listener %s ns more", extra(findings, "1 thread", "earnorm-listener")),
                reported("exact timers %s ns more", extra(findings, "1 thread", "earnorm-exact")),
                reported("leak detection %s ns more", extra(findings, "1 thread", "earnorm-leaks")));
    }

    private static double extra(Findings findings, String test, String variant) {
        return findings.value("variants", test, variant, NANOS) - findings.value("variants", test, OURS, NANOS);
    }
}
