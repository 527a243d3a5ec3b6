package io.earnorm.pool.benchmarks.scenarios;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a {@link Fork} starts. */
final class ForkedTrial {

    private ForkedTrial() {}

    /** Takes the names of scenario, peer and length, and the file to write to. */
    public static void main(String[] args) throws IOException {
        int status = 0;
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(Path.of(args[3])), true)) {
            Scenario scenario = Scenarios.named(args[0]);
            scenario.run(new Trial(
                    scenario.name(), args[1], Length.valueOf(args[2]), figure -> lines.println(figure.toLine())));
        } catch (Throwable t) {
            t.printStackTrace();
            status = 1;
        }
        // Not System.exit: a pool whose backend hangs may have hooks that wait for it.
        Runtime.getRuntime().halt(status);
    }
}
