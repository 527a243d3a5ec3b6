package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.benchmarks.report.Result;
import io.earnorm.pool.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures what single operations cost: {@code [smoke|short|full] [table,…|all] [peer,…|all]}.
 *
 * <p>Rounds are interleaved: every pool once, then all of them again. Names that are not known here
 * are somebody else's.
 */
public final class Micro {

    private final Length length;
    private final List<Cell> cells;
    private final Figures figures = new Figures();

    private Micro(Length length, List<Cell> cells) {
        this.length = length;
        this.cells = cells;
    }

    /**
     * Measures and writes one JSON file per table to {@code -Dbenchmarks.results}.
     *
     * @param args length, tables, peers
     * @throws IOException if the results cannot be written
     */
    public static void main(String... args) throws IOException {
        Length length = Length.valueOf(argument(args, 0, "short").toUpperCase(Locale.ROOT));
        Set<String> tables = names(argument(args, 1, "all"));
        Set<String> peers = names(argument(args, 2, "all"));
        List<Cell> cells = Arrays.stream(Suite.values())
                .filter(suite -> tables.isEmpty() || tables.contains(suite.id()))
                .flatMap(suite -> peers.isEmpty() ? suite.cells(length) : suite.cells(length, peers))
                .toList();
        Micro micro = new Micro(length, cells);
        micro.measure();
        micro.write(Path.of(System.getProperty("benchmarks.results", "target/results")));
    }

    private static String argument(String[] args, int index, String otherwise) {
        return index < args.length ? args[index] : otherwise;
    }

    private static Set<String> names(String argument) {
        return argument.equals("all") ? Set.of() : new LinkedHashSet<>(List.of(argument.split(",")));
    }

    private void measure() {
        for (int round = 1; round <= length.rounds(); round++) {
            Set<Cell> done = new HashSet<>();
            for (Cell cell : cells) {
                if (round <= length.roundsOf(cell.scenario())) {
                    measureOnce(cell.bound(), done, round);
                    measureOnce(cell, done, round);
                }
            }
        }
    }

    private void measureOnce(Cell cell, Set<Cell> done, int round) {
        if (!done.add(cell.work())) {
            return;
        }
        String cpu;
        try {
            figures.add(cell, length.fork().measure(cell));
            cpu = String.format(Locale.ROOT, "%9.1f ns", figures.median(cell, Measurement::cpu));
        } catch (RunnerException e) {
            cpu = "failed: " + e.getMessage();
        }
        System.err.printf("round %d  %-9s %-24s %-16s %s%n", round, cell.scenario(), cell.test(), cell.peer(), cpu);
    }

    private void write(Path folder) throws IOException {
        for (Suite suite : Suite.values()) {
            List<Result> results = new ArrayList<>();
            cells.stream()
                    .filter(cell -> cell.scenario().equals(suite.id()))
                    .filter(figures::has)
                    .forEach(cell -> results(cell, results));
            Results.write(folder, results);
        }
    }

    private void results(Cell cell, List<Result> results) {
        results.add(result(cell, "CPU", figures.ratio(cell), "× two CAS"));
        results.add(result(cell, "CPU time", figures.median(cell, Measurement::cpu), "ns"));
        results.add(result(cell, "wall time × cores", figures.median(cell, Measurement::wall), "ns"));
        results.add(result(cell, "allocated", figures.median(cell, Measurement::allocated), "bytes"));
        results.add(result(cell, "cores got", 100 * figures.median(cell, Measurement::share), "%"));
    }

    private static Result result(Cell cell, String metric, double value, String unit) {
        return new Result(cell.scenario(), cell.test(), cell.peer(), metric, value, unit);
    }
}
