package io.earnorm.pool.benchmarks.scenarios;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one figure of the rounds of all JVMs: the median, or the worst where one bad round is one too many. */
final class Figures {

    private static final Set<String> WORST = Set.of("threads", "events", "runs");

    private Figures() {}

    static List<Measurement> of(Collection<Measurement> rounds) {
        Map<Measurement, List<Double>> values = new LinkedHashMap<>();
        for (Measurement round : rounds) {
            values.computeIfAbsent(round.with(0), any -> new ArrayList<>()).add(round.value());
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey().with(figure(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static double figure(Measurement of, List<Double> values) {
        return WORST.contains(of.unit()) ? Collections.max(values) : median(values);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
