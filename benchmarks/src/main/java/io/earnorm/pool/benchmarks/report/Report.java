package io.earnorm.pool.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes tables, plots and the verdict on the goals: {@code <results> [<published> <README.md>]}.
 *
 * <p>Prints everything, and writes it beside the results. With the other two, a folder takes a copy of it
 * all, and the file takes the text between its two markers.
 */
public final class Report {

    private static final String BEGIN = "<!-- results: made by benchmarks/run full -->";
    private static final String END = "<!-- end of results -->";
    private static final List<String> ORDER = List.of(
            "pairs",
            "sizes",
            "elsewhere",
            "variants",
            "failed",
            "exhaustion",
            "virtual",
            "burst",
            "timeout",
            "cold-burst",
            "dead-backend",
            "outage",
            "steady-load");
    /** Those of JMH: a table for each metric. */
    private static final Set<String> SINGLE = Set.of("pairs", "sizes", "elsewhere", "variants", "failed");

    private final Path folder;
    private final Findings findings;

    private Report(Path folder) throws IOException {
        this.folder = folder;
        Comparator<Result> order = Comparator.comparingInt(result -> ORDER.indexOf(result.scenario()));
        findings = new Findings(Results.read(folder).stream().sorted(order).toList());
    }

    /**
     * Makes the report.
     *
     * @param args folder of the results; folder and file for those that are published
     * @throws IOException if something cannot be read or written
     */
    public static void main(String... args) throws IOException {
        Report report = new Report(Path.of(args[0]));
        String text = report.text("");
        System.out.write(text.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        report.plots(report.folder);
        Files.writeString(report.folder.resolve("report.md"), text);
        if (args.length > 1) {
            report.publish(Path.of(args[1]), Path.of(args[2]));
        }
    }

    private String text(String plots) {
        StringBuilder text = new StringBuilder("### Goals\n\n").append(Goals.table(findings));
        for (String scenario : findings.scenarios()) {
            text.append("### ").append(Titles.of(scenario)).append("\n\n");
            text.append(SINGLE.contains(scenario) ? single(scenario) : situation(scenario));
            for (String file : plots.isEmpty()
                    ? Set.<String>of()
                    : Charts.of(findings, scenario).keySet()) {
                text.append("![%s](%s/%s)%n".formatted(file.replace(".svg", ""), plots, file));
            }
            text.append('\n');
        }
        return text.append("### Machine\n\n").append(Machine.description()).toString();
    }

    private String single(String scenario) {
        return "CPU time of the whole process, as a multiple of two compare-and-sets in the same round:\n\n"
                + Tables.ofMetric(findings, scenario, "CPU")
                + "The same in nanoseconds:\n\n"
                + Tables.ofMetric(findings, scenario, "CPU time")
                + "Wall time in nanoseconds, times the cores that the threads can use:\n\n"
                + Tables.ofMetric(findings, scenario, "wall time × cores")
                + "Bytes allocated:\n\n"
                + Tables.ofMetric(findings, scenario, "allocated");
    }

    private String situation(String scenario) {
        StringBuilder text = new StringBuilder();
        for (String test : findings.cases(scenario)) {
            text.append("**%s**%n%n".formatted(test)).append(Tables.ofCase(findings, scenario, test));
        }
        return text.toString();
    }

    private void plots(Path to) throws IOException {
        for (String scenario : findings.scenarios()) {
            for (Map.Entry<String, String> plot : Charts.of(findings, scenario).entrySet()) {
                Files.writeString(to.resolve(plot.getKey()), plot.getValue());
            }
        }
    }

    private void publish(Path to, Path readme) throws IOException {
        Files.createDirectories(to);
        plots(to);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                Files.writeString(to.resolve(file.getFileName()), Files.readString(file));
            }
        }
        String old = Files.readString(readme);
        int begin = old.indexOf(BEGIN) + BEGIN.length();
        String between = "\n\n" + text(String.valueOf(to.getFileName())) + "\n";
        Files.writeString(readme, old.substring(0, begin) + between + old.substring(old.indexOf(END)));
    }
}
