package io.earnorm.pool.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * All results, to be asked.
 *
 * @param all in the order of the report
 */
record Findings(List<Result> all) {

    /** {@return the scenarios, in order} */
    List<String> scenarios() {
        return all.stream().map(Result::scenario).distinct().toList();
    }

    /** {@return the cases of a scenario, in order} */
    List<String> cases(String scenario) {
        return of(scenario).map(Result::test).distinct().toList();
    }

    /** {@return the results of a scenario} */
    Stream<Result> of(String scenario) {
        return all.stream().filter(result -> result.scenario().equals(scenario));
    }

    /** {@return the results of one case} */
    List<Result> of(String scenario, String test) {
        return of(scenario).filter(result -> result.test().equals(test)).toList();
    }

    /** {@return a figure; not a number when it was not measured} */
    double value(String scenario, String test, String peer, String metric) {
        return of(scenario, test).stream()
                .filter(result -> result.peer().equals(peer) && result.metric().equals(metric))
                .mapToDouble(Result::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** {@return one metric of all real peers; ours, and what is no pool, left out} */
    Stream<Double> peers(String scenario, String test, String metric) {
        return of(scenario, test).stream()
                .filter(result -> result.metric().equals(metric))
                .filter(result -> Names.isPeer(result.peer()))
                .map(Result::value);
    }
}
