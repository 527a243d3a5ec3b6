package io.earnorm.pool.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where, and what, was measured. */
final class Machine {

    private static final Pattern JAR = Pattern.compile(
            "(commons-pool2|stormpot|HikariCP|vibur-object-pool|agroal-pool|mongodb-driver-core|jedis|jmh-core)"
                    + "-(\\d.*)\\.jar");

    private Machine() {}

    static String description() {
        return "%s, %d cores, %s; %s %s (%s).%n%nVersions: %s.%n"
                .formatted(
                        cpu(),
                        Runtime.getRuntime().availableProcessors(),
                        property("os.name") + " " + property("os.arch"),
                        property("java.vm.name"),
                        property("java.runtime.version"),
                        property("java.vendor"),
                        versions());
    }

    private static String versions() {
        return Arrays.stream(property("java.class.path").split(File.pathSeparator))
                .map(entry -> JAR.matcher(new File(entry).getName()))
                .filter(Matcher::matches)
                .map(jar -> jar.group(1) + " " + jar.group(2))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
