package io.earnorm.pool.samples.quickstart.e2e;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How to start one of our main classes in another JVM, the same as this one. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> of(Class<?> main, Predicate<String> classPathEntries) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPathEntries)
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath, main.getName()));
    }
}
