package io.earnorm.pool.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which results are drawn, and how. */
final class Charts {

    private static final Pattern SIZE = Pattern.compile("pool of (\\d+), (.*)");
    private static final Map<String, List<String>> DRAWN = new LinkedHashMap<>();

    static {
        DRAWN.put("pairs", List.of("CPU"));
        DRAWN.put("elsewhere", List.of("CPU"));
        DRAWN.put("failed", List.of("CPU time"));
        DRAWN.put("exhaustion", List.of("throughput", "longest wait"));
        DRAWN.put("virtual", List.of("throughput", "longest wait"));
        DRAWN.put("burst", List.of("all served within"));
        DRAWN.put("cold-burst", List.of("wait p99"));
        DRAWN.put("dead-backend", List.of("attempts to connect"));
        DRAWN.put("outage", List.of("back to 90 % after the backend was up"));
        DRAWN.put("steady-load", List.of("wait p99.9"));
    }

    private Charts() {}

    /** {@return the plots of a scenario: name of file and text} */
    static Map<String, String> of(Findings findings, String scenario) {
        Map<String, String> charts = new LinkedHashMap<>();
        for (String test : findings.cases(scenario)) {
            for (String metric : DRAWN.getOrDefault(scenario, List.of())) {
                List<Result> bars = findings.of(scenario, test).stream()
                        .filter(result -> result.metric().equals(metric))
                        .filter(result -> !Double.isNaN(result.value()))
                        .toList();
                if (bars.size() > 1) {
                    charts.put(file(scenario, test, metric), bars(scenario, test, metric, bars));
                }
            }
        }
        if (scenario.equals("sizes")) {
            charts.putAll(sizes(findings));
        }
        return charts;
    }

    private static String bars(String scenario, String test, String metric, List<Result> bars) {
        String axis = "%s (%s)".formatted(metric, bars.get(0).unit());
        return BarChart.of("%s, %s: %s".formatted(scenario, test, metric), axis, bars);
    }

    private static Map<String, String> sizes(Findings findings) {
        Map<String, Map<String, SequencedMap<Double, Double>>> states = new LinkedHashMap<>();
        for (Result result : findings.of("sizes").toList()) {
            Matcher size = SIZE.matcher(result.test());
            if (result.metric().equals("CPU time") && size.matches()) {
                states.computeIfAbsent(size.group(2), any -> new LinkedHashMap<>())
                        .computeIfAbsent(result.peer(), any -> LineChart.line())
                        .put(Double.parseDouble(size.group(1)), result.value());
            }
        }
        Map<String, String> charts = new LinkedHashMap<>();
        states.forEach((state, lines) -> charts.put(
                file("sizes", state, "CPU time"),
                LineChart.of(
                        "sizes, two threads, " + state, "connections in the pool", "CPU time per pair (ns)", lines)));
        return charts;
    }

    private static String file(String... words) {
        List<String> parts = new ArrayList<>();
        for (String word : words) {
            parts.add(
                    word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""));
        }
        return String.join("-", parts) + ".svg";
    }
}
