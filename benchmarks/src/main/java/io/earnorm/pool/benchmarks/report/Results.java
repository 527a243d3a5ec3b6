package io.earnorm.pool.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as JSON files, one result a line; what is written here is all that is read here. */
public final class Results {

    private static final String FORMAT =
            "{\"scenario\":\"%s\",\"case\":\"%s\",\"peer\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"unit\":\"%s\"}";
    private static final Pattern LINE =
            Pattern.compile("\\{\"scenario\":\\s*\"([^\"]*)\",\\s*\"case\":\\s*\"([^\"]*)\","
                    + "\\s*\"peer\":\\s*\"([^\"]*)\",\\s*\"metric\":\\s*\"([^\"]*)\",\\s*\"value\":\\s*([^,]*),"
                    + "\\s*\"unit\":\\s*\"([^\"]*)\"}");

    private Results() {}

    /**
     * Writes one scenario's results to {@code <scenario>.json}.
     *
     * @param folder made when it is not there
     * @param results of one scenario; nothing is written when there are none
     * @throws IOException if it cannot be written
     */
    public static void write(Path folder, List<Result> results) throws IOException {
        if (results.isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        String json = results.stream().map(Results::line).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        Files.writeString(folder.resolve(results.get(0).scenario() + ".json"), json);
    }

    /**
     * Reads all results below a folder.
     *
     * @param folder with JSON files
     * @return the results, by name of file, then as they were written
     * @throws IOException if one cannot be read
     */
    public static List<Result> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            Matcher line = LINE.matcher(Files.readString(file));
            while (line.find()) {
                results.add(new Result(
                        line.group(1),
                        line.group(2),
                        line.group(3),
                        line.group(4),
                        value(line.group(5)),
                        line.group(6)));
            }
        }
        return results;
    }

    private static double value(String text) {
        return text.equals("null") ? Double.NaN : Double.parseDouble(text);
    }

    private static String line(Result result) {
        return FORMAT.formatted(
                result.scenario(),
                result.test(),
                result.peer(),
                result.metric(),
                String.format(Locale.ROOT, "%.6g", result.value()),
                result.unit());
    }
}
