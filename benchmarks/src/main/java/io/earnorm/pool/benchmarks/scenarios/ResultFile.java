package io.earnorm.pool.benchmarks.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the figures of a scenario as JSON, without those that there are none of. */
final class ResultFile {

    private ResultFile() {}

    static void write(Path folder, String scenario, List<Measurement> figures) throws IOException {
        Files.createDirectories(folder);
        String text = figures.stream()
                .filter(figure -> Double.isFinite(figure.value()))
                .map(ResultFile::json)
                .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
        Files.writeString(folder.resolve("scenario-" + scenario + ".json"), text);
    }

    private static String json(Measurement figure) {
        return "{\"scenario\": %s, \"case\": %s, \"peer\": %s, \"metric\": %s, \"value\": %s, \"unit\": %s}"
                .formatted(
                        quoted(figure.scenario()),
                        quoted(figure.variant()),
                        quoted(figure.peer()),
                        quoted(figure.metric()),
                        Double.toString(figure.value()),
                        quoted(figure.unit()));
    }

    /** What scenarios, peers and metrics are called has no quotes and no backslashes. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
