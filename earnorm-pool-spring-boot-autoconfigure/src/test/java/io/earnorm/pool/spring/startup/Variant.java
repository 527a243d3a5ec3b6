package io.earnorm.pool.spring.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One way to build {@link StartedApplication}, and how long its starts took. */
final class Variant {

    /** Spring Boot, Actuator, logging, and what they need: in every variant. */
    private static final String ALWAYS = "spring-(core|beans|aop|context|expression|jcl)-\\d.*|spring-boot-\\d.*"
            + "|spring-boot-(autoconfigure|actuator|actuator-autoconfigure|health|micrometer-.*)-\\d.*"
            + "|spring-boot-starter.*|micrometer-(commons|core|observation|jakarta9)-.*|HdrHistogram-.*|LatencyUtils-.*"
            + "|logback-.*|slf4j-api-.*|jul-to-slf4j-.*|log4j-.*|jackson-.*|spring-boot-jackson-.*|snakeyaml-.*"
            + "|jakarta.annotation-api-.*|jspecify-.*|commons-logging-.*|earnorm-pool-spring-boot-.*-tests.jar";

    final String name;
    final List<Long> wallMillis = new ArrayList<>();
    final List<Long> processorMillis = new ArrayList<>();

    private final Pattern jars;
    private final List<String> arguments;

    Variant(String name, String jars, String... arguments) {
        this.name = name;
        this.jars = Pattern.compile(ALWAYS + (jars.isEmpty() ? "" : "|" + jars));
        this.arguments = List.of(arguments);
    }

    /** Starts it once, for all that is read from the disk to be in memory. */
    void warmUp() throws IOException, InterruptedException {
        start();
        wallMillis.clear();
        processorMillis.clear();
    }

    /** Starts it once, and notes how long that took. */
    void start() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command()).redirectErrorStream(true).start();
        StringJoiner output = new StringJoiner("\n");
        boolean ready = false;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(StartedApplication.READY)) {
                    wallMillis.add((System.nanoTime() - begin) / 1_000_000);
                    processorMillis.add(Long.parseLong(line.substring(StartedApplication.READY.length())));
                    ready = true;
                }
                output.add(line);
            }
            if (process.waitFor() != 0 || !ready) {
                throw new IllegalStateException("%s did not start:%n%s".formatted(name, output));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                StartedApplication.class.getName(),
                "--spring.main.web-application-type=none",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN"));
        command.addAll(arguments);
        return command;
    }

    /** What of this JVM's class path the variant has. */
    private String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> jars.matcher(fileName(entry)).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A module that was not packaged is a folder: then the module's name tells more. */
    private static String fileName(String entry) {
        Path path = Path.of(entry);
        String module = path.getNameCount() > 3
                ? path.getParent().getParent().getFileName().toString()
                : "";
        if (path.endsWith("target/classes")) {
            return module + ".jar";
        }
        return path.endsWith("target/test-classes")
                ? module + "-tests.jar"
                : path.getFileName().toString();
    }

    static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
