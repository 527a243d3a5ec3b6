package io.earnorm.pool.benchmarks.micro;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one cell once, in a JVM of its own. */
record Fork(int forks, int warmups, int iterations, TimeValue time) {

    /** The heap is fixed; JMH's own use of Unsafe and a missing logger are no news. */
    private static final String[] JVM = {
        "-Xms1g",
        "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dslf4j.internal.verbosity=ERROR"
    };

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    List<Measurement> measure(Cell cell) throws RunnerException {
        Collection<RunResult> runs = new Runner(options(cell)).run();
        return runs.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .flatMap(run -> run.getIterationResults().stream())
                .map(iteration -> measurement(cell, iteration))
                .toList();
    }

    private Options options(Cell cell) {
        var options = new OptionsBuilder()
                .include(Pattern.quote("." + cell.benchmark()) + "$")
                .threads(cell.threads())
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .addProfiler(ProcessCost.class)
                .jvmArgs(JVM)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return options.param("peer", cell.peer())
                .param("size", String.valueOf(cell.size()))
                .param("free", String.valueOf(cell.free()))
                .build();
    }

    private static Measurement measurement(Cell cell, IterationResult iteration) {
        double perThread = iteration.getPrimaryResult().getScore();
        double wall = perThread / cell.threads() * Math.min(cell.threads(), CORES);
        return new Measurement(
                score(iteration, ProcessCost.CPU),
                wall,
                score(iteration, ProcessCost.SHARE),
                score(iteration, ProcessCost.ALLOCATED));
    }

    private static double score(IterationResult iteration, String name) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name)
                .getScore();
    }
}
