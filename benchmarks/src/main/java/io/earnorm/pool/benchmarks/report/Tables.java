package io.earnorm.pool.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Results as tables in Markdown: a row for each peer. */
final class Tables {

    private Tables() {}

    /** One case: a column for each metric. */
    static String ofCase(Findings findings, String scenario, String test) {
        return table(
                findings.of(scenario, test),
                "fairness",
                Names::fairness,
                result -> result.unit().isEmpty()
                        ? result.metric()
                        : "%s (%s)".formatted(result.metric(), result.unit()));
    }

    /** One metric: a column for each case. */
    static String ofMetric(Findings findings, String scenario, String metric) {
        return table(
                findings.of(scenario)
                        .filter(result -> result.metric().equals(metric))
                        .toList(),
                "checks",
                Names::checks,
                Result::test);
    }

    private static String table(
            List<Result> results, String about, UnaryOperator<String> notes, Function<Result, String> column) {
        Set<String> columns = new LinkedHashSet<>();
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Result result : results) {
            columns.add(column.apply(result));
            rows.computeIfAbsent(result.peer(), peer -> new LinkedHashMap<>())
                    .put(column.apply(result), Numbers.of(result.value()));
        }
        StringBuilder text = new StringBuilder(line("", about, columns)).append(rule(columns.size()));
        rows.forEach((peer, row) -> text.append(line(
                Names.label(peer),
                notes.apply(peer),
                columns.stream().map(it -> row.getOrDefault(it, "–")).toList())));
        return text.append('\n').toString();
    }

    /** Any table. */
    static String of(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(head)).append("|---".repeat(head.size()));
        text.append("|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.append('\n').toString();
    }

    private static String rule(int columns) {
        return "|---|---" + "|--:".repeat(columns) + "|\n";
    }

    private static String line(String first, String second, Iterable<String> rest) {
        List<String> cells = new ArrayList<>(List.of(first, second));
        rest.forEach(cells::add);
        return line(cells);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
