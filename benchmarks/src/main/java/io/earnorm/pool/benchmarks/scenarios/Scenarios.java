package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios, and writes their figures as JSON to {@code target/results}, as Markdown to the console. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new Exhaustion(),
            new VirtualThreads(),
            new Burst(),
            new Timeouts(),
            new ColdBurst(),
            new DeadBackend(),
            new Outage(),
            new SteadyLoad());

    private Scenarios() {}

    static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scenario is called " + name));
    }

    /**
     * Runs.
     *
     * @param args {@code [smoke|short|full] [scenario,…|all] [peer,…|all]}; short and all by default;
     *     names of scenarios that are measured elsewhere do no harm
     * @throws Exception if a scenario cannot be run; a peer that fails or hangs in it is reported instead
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.of(args);
        for (Scenario scenario : ALL) {
            if (arguments.wants(scenario)) {
                List<Measurement> figures = Figures.of(measure(scenario, arguments));
                Results.write(
                        folder(),
                        figures.stream()
                                .filter(figure -> Double.isFinite(figure.value())) // A ratio to nothing is no figure.
                                .map(Measurement::toResult)
                                .toList());
                System.out.println(Tables.of(scenario, figures));
            }
        }
    }

    static List<Measurement> measure(Scenario scenario, Arguments arguments) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        Length length = arguments.length();
        if (length.forks == 0) {
            for (String peer : arguments.peersOf(scenario)) {
                scenario.run(new Trial(scenario.name(), peer, length, measured::add));
            }
        }
        Fork fork = new Fork(folder());
        for (int turn = 0; turn < length.forks; turn++) {
            for (String peer : arguments.peersOf(scenario)) {
                measured.addAll(fork.run(scenario, peer, length));
            }
        }
        return measured;
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("benchmarks.results", "target/results")));
    }
}
