package io.earnorm.pool.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs JCStress, and fails where its own main method would not: when a test did not run at all.
 *
 * <p>Arguments: {@code short} or {@code long}, which tests (a regular expression), and whatever else
 * JCStress is to be given.
 */
final class StressRun {

    /** A try takes microseconds, not nanoseconds: few of them between two meetings of the threads. */
    private static final Map<String, String> ALWAYS = Map.of(
            "-r", "jcstress", "-strideSize", "16", "-strideCount", "8", "-pth", "false", "-sc", "false", "-f", "1");

    private static final Map<String, Map<String, String>> MODES = Map.of(
            // One configuration of the JVM, the compilers as they come.
            "short", Map.of("-iters", "1", "-time", "300", "-jvmArgs", "-XX:+UseParallelGC"),
            // Interpreted, C1, C2, and C2 that compiles at random, several times.
            "long", Map.of("-iters", "5", "-time", "1000"));

    private StressRun() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 2 || !MODES.containsKey(args[0])) {
            System.err.println("Usage: StressRun (short|long) TESTS [JCStress options]");
            System.exit(2);
        }
        System.exit(run(options(args)) ? 0 : 1);
    }

    private static Options options(String[] args) throws Exception {
        List<String> all = new ArrayList<>(List.of("-t", args[1]));
        List<String> own = List.of(args).subList(2, args.length);
        Map<String, String> defaults = new TreeMap<>(ALWAYS);
        defaults.putAll(MODES.getOrDefault(args[0], Map.of()));
        defaults.keySet().removeAll(own);
        defaults.forEach((name, value) -> all.addAll(List.of(name, value)));
        all.addAll(own);
        Options options = new Options(all.toArray(String[]::new));
        if (!options.parse()) {
            System.exit(2);
        }
        return options;
    }

    private static boolean run(Options options) throws Exception {
        JCStress jcstress = new JCStress(options);
        try {
            jcstress.run();
        } catch (AssertionError e) { // JCStress's way to say that a test failed.
            System.out.println(e.getMessage());
            return false;
        }
        return isComplete(jcstress.getTests(), options);
    }

    /** JCStress says nothing of a test that it skips, for want of processors or of anything else. */
    private static boolean isComplete(SortedSet<String> expected, Options options) throws Exception {
        SortedSet<String> missing = new TreeSet<>(expected);
        InProcessCollector results = new InProcessCollector();
        DiskReadCollector reader = new DiskReadCollector(options.getResultFile(), results);
        reader.dump();
        reader.close();
        for (TestResult result : results.getTestResults()) {
            if (result.status() == Status.NORMAL) {
                missing.remove(result.getName());
            }
        }
        if (expected.isEmpty() || !missing.isEmpty()) {
            System.out.println("Not run: " + (expected.isEmpty() ? "anything" : missing));
            return false;
        }
        return true;
    }
}
