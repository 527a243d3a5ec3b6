package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.PeerKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the figures of a scenario as Markdown: a table for each case, a row for each peer, a column for each metric. */
final class Tables {

    private Tables() {}

    static String of(Scenario scenario, List<Measurement> figures) {
        StringBuilder text = new StringBuilder("\n## %s: %s\n".formatted(scenario.name(), scenario.title()));
        Map<String, Map<String, Map<String, String>>> cells = new LinkedHashMap<>();
        for (Measurement figure : figures) {
            cells.computeIfAbsent(figure.variant(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(figure.peer(), any -> new LinkedHashMap<>())
                    .put("%s (%s)".formatted(figure.metric(), figure.unit()), number(figure.value()));
        }
        cells.forEach((variant, rows) -> text.append(table(variant, rows)));
        return text.toString();
    }

    private static String table(String variant, Map<String, Map<String, String>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.values().forEach(row -> columns.addAll(row.keySet()));
        StringBuilder text = new StringBuilder("\n**%s**\n\n".formatted(variant));
        text.append(line("peer", "fairness", columns))
                .append("|---|---")
                .append("|--:".repeat(columns.size()))
                .append("|\n");
        rows.forEach((peer, row) -> text.append(line(
                peer,
                fairness(peer),
                columns.stream().map(column -> row.getOrDefault(column, "–")).toList())));
        return text.toString();
    }

    private static String line(String first, String second, Collection<String> rest) {
        return "| %s | %s | %s |\n".formatted(first, second, String.join(" | ", rest));
    }

    /** The first of what is noted about a peer. */
    private static String fairness(String peer) {
        return PeerKind.ids().contains(peer) ? PeerKind.of(peer).notes().split(";", 2)[0] : "";
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", value);
    }
}
