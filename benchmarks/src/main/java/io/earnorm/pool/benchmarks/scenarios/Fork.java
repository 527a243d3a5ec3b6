package io.earnorm.pool.benchmarks.scenarios;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One trial in a JVM of its own, which is stopped when it hangs. */
final class Fork {

    private static final long LIMIT_SECONDS = 90;

    private final Path folder;

    Fork(Path folder) {
        this.folder = folder;
    }

    /** Starts the JVM, and returns what it measured. */
    List<Measurement> run(Scenario scenario, String peer, Length length) throws IOException, InterruptedException {
        Path lines = Files.createTempFile("scenario", ".tsv");
        try {
            boolean ended =
                    execute(command(scenario.name(), peer, length.name(), lines.toString()), log(scenario, peer));
            List<Measurement> measured = new ArrayList<>();
            for (String line : Files.readAllLines(lines)) {
                measured.add(Measurement.ofLine(line));
            }
            if (!ended) {
                measured.add(new Measurement(scenario.name(), "all", peer, "failed or hung", 1, "runs"));
            }
            return measured;
        } finally {
            Files.delete(lines);
        }
    }

    private File log(Scenario scenario, String peer) throws IOException {
        return Files.createDirectories(folder.resolve("logs"))
                .resolve(scenario.name() + "-" + peer + ".log")
                .toFile();
    }

    private static boolean execute(List<String> command, File log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(String... trial) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.add(ForkedTrial.class.getName());
        command.addAll(List.of(trial));
        return command;
    }
}
