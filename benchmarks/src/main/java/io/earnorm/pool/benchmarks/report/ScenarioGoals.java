package io.earnorm.pool.benchmarks.report;

import static io.earnorm.pool.benchmarks.report.Goal.Check.atLeast;
import static io.earnorm.pool.benchmarks.report.Goal.Check.atMost;
import static io.earnorm.pool.benchmarks.report.Goal.Check.reported;

import io.earnorm.pool.benchmarks.report.Goal.Check;
import io.earnorm.pool.benchmarks.report.Goal.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** What was wanted of whole situations. */
final class ScenarioGoals {

    private static final String OURS = "earnorm";
    private static final String STRICT = "earnorm-strict";
    private static final String BAG = "bag";
    private static final String THROUGHPUT = "throughput";
    private static final String LONGEST = "longest wait";
    private static final String ROUND_TRIP = "round trip held";
    private static final String WORK = "20 µs held";
    private static final String YIELD = "1,000 on 16, yield";
    private static final String HOLD = "1,000 on 16, hold 200 µs";
    private static final String EIGHT = "ours with maxConnecting 8";

    private ScenarioGoals() {}

    static List<Goal> all() {
        return List.of(
                new Goal(
                        "32 threads on 8, round trip held",
                        "≥ 1.15× HikariCP's bag, longest wait ≤ 10 ms",
                        ScenarioGoals::roundTrip),
                new Goal(
                        "32 threads on 4, 20 µs held",
                        "every thread's share ≥ 0.9, longest wait ≤ 6 ms",
                        ScenarioGoals::work),
                new Goal(
                        "1,000 virtual threads on 16, yielding",
                        "strict ≥ 2.5×, bounded ≥ 2× HikariCP's bag; longest wait ≤ 5 ms",
                        ScenarioGoals::yielding),
                new Goal(
                        "1,000 virtual threads on 16, holding 200 µs",
                        "within 2 % of the best throughput, longest wait ≤ 1.25× of 1,000 ÷ throughput",
                        ScenarioGoals::holding),
                new Goal(
                        "10,000 virtual threads on 64",
                        "nobody pinned, nobody without a connection, throughput ≥ every peer's",
                        ScenarioGoals::many),
                new Goal("acquire that times out", "within 2 ms of its deadline; no garbage", ScenarioGoals::timeout),
                new Goal(
                        "cold burst of 500, max 32, connect 50 ms, `maxConnecting` 8",
                        "p99 ≤ the best peer's, with a quarter of its connects at once",
                        ScenarioGoals::coldBurst),
                new Goal(
                        "dead backend, refusing",
                        "told within deadline + 5 ms; ≤ 5 attempts per s",
                        it -> dead(it, "refusing")),
                new Goal(
                        "dead backend, hanging",
                        "told within deadline + 5 ms; ≤ 5 attempts per s",
                        it -> dead(it, "hanging")),
                new Goal("dead backend, breaker open", "refused in microseconds", ScenarioGoals::breaker),
                new Goal(
                        "outage and recovery, 64 callers, `maxConnecting` 8",
                        "≤ 10 attempts per s, ≤ 8 connects at once, back to 90 % within 300 ms of the first good answer",
                        ScenarioGoals::outage),
                new Goal(
                        "steady load at 90 %",
                        "p99.9 of the wait ≤ 1.05× of the exact first-come-first-served replay",
                        ScenarioGoals::steady));
    }

    private static Outcome roundTrip(Findings findings) {
        return Outcome.of(
                atLeast("%s × the bag", toBag(findings, "exhaustion", ROUND_TRIP, OURS), 1.15),
                atMost("%s ms", findings.value("exhaustion", ROUND_TRIP, OURS, LONGEST), 10));
    }

    private static Outcome work(Findings findings) {
        return Outcome.of(
                atLeast("share %s", findings.value("exhaustion", WORK, OURS, "slowest thread's share"), 0.9),
                atMost("%s ms", findings.value("exhaustion", WORK, OURS, LONGEST), 6));
    }

    private static Outcome yielding(Findings findings) {
        return Outcome.of(
                atLeast("strict %s ×", toBag(findings, "virtual", YIELD, STRICT), 2.5),
                atMost("%s ms", findings.value("virtual", YIELD, STRICT, LONGEST), 5),
                atLeast("bounded %s ×", toBag(findings, "virtual", YIELD, OURS), 2),
                atMost("%s ms", findings.value("virtual", YIELD, OURS, LONGEST), 5));
    }

    private static Outcome holding(Findings findings) {
        double own = findings.value("virtual", HOLD, OURS, THROUGHPUT);
        double fair = 1_000 / own * 1_000;
        return Outcome.of(
                atLeast("%s of the best", own / best(findings, HOLD), 0.98),
                atMost("longest %s × fair", findings.value("virtual", HOLD, OURS, LONGEST) / fair, 1.25));
    }

    private static Outcome many(Findings findings) {
        return Outcome.of(Stream.concat(
                        Stream.of(
                                atMost("%s pinned", findings.value("virtual", YIELD, OURS, "pinned"), 0),
                                atMost("%s without", unserved(findings, "10,000 on 64, yield"), 0)),
                        Stream.of("work", "yield").map(it -> againstBest(findings, it)))
                .toArray(Check[]::new));
    }

    private static Check againstBest(Findings findings, String work) {
        String test = "10,000 on 64, " + work;
        double own = findings.value("virtual", test, OURS, THROUGHPUT);
        return atLeast(work + ": %s of the best peer", own / best(findings, test), 1);
    }

    private static double unserved(Findings findings, String test) {
        return findings.value("virtual", test, OURS, "threads that got none");
    }

    private static Outcome timeout(Findings findings) {
        return Outcome.of(
                atMost("%s ms late at most", findings.value("timeout", "one caller", OURS, "late, longest"), 2),
                atMost(
                        "%s bytes stay",
                        findings.value("timeout", "32 callers at once", OURS, "garbage that lasts"), 16));
    }

    private static Outcome coldBurst(Findings findings) {
        double best = findings.peers("cold-burst", EIGHT, "wait p99")
                .mapToDouble(it -> it)
                .min()
                .orElse(Double.NaN);
        double own = findings.value("cold-burst", EIGHT, OURS, "wait p99");
        return Outcome.of(
                atMost("p99 %s ms", own, best),
                reported("the best peer's %s ms", best),
                atMost("%s at once", findings.value("cold-burst", EIGHT, OURS, "connects at once"), 8),
                reported("%s made", findings.value("cold-burst", EIGHT, OURS, "connections made")));
    }

    private static Outcome dead(Findings findings, String mode) {
        return Outcome.of(
                atMost(
                        "told after %s ms more",
                        findings.value("dead-backend", mode, OURS, "told, longest after the deadline"), 5),
                atMost("%s attempts per s", findings.value("dead-backend", mode, OURS, "attempts to connect"), 5));
    }

    private static Outcome breaker(Findings findings) {
        String test = "refusing, ours with its breaker";
        return Outcome.of(
                atMost("told after %s µs (median)", findings.value("dead-backend", test, OURS, "told, median"), 100));
    }

    private static Outcome outage(Findings findings) {
        return Outcome.of(
                atMost("%s attempts per s", findings.value("outage", EIGHT, OURS, "attempts while down"), 10),
                atMost("%s connects at once", findings.value("outage", EIGHT, OURS, "connects at once after"), 8),
                atMost(
                        "back after %s ms",
                        findings.value("outage", EIGHT, OURS, "back to 90 % after the first good answer"), 300));
    }

    private static Outcome steady(Findings findings) {
        return Outcome.of(atMost("%s ×", findings.value("steady-load", "90 %", OURS, "p99.9 to exact"), 1.05));
    }

    private static double toBag(Findings findings, String scenario, String test, String peer) {
        return findings.value(scenario, test, peer, THROUGHPUT) / findings.value(scenario, test, BAG, THROUGHPUT);
    }

    private static double best(Findings findings, String test) {
        return findings.peers("virtual", test, THROUGHPUT)
                .mapToDouble(it -> it)
                .max()
                .orElse(Double.NaN);
    }
}
