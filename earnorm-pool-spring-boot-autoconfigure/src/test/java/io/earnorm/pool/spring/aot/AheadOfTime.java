package io.earnorm.pool.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.util.FileSystemUtils;

/**
 * Processes an application as the build plugins' {@code process-aot} does, and runs it, each in a JVM of its own: proxies of
 * configurations are only written where nobody has asked for them before.
 */
final class AheadOfTime {

    private final Class<?> main;
    private final Path folder;

    private AheadOfTime(Class<?> main) {
        this.main = main;
        this.folder = Path.of("target", "aot", main.getSimpleName()).toAbsolutePath();
    }

    /** Generates, and compiles what was generated. */
    static AheadOfTime process(Class<?> main, List<String> arguments) throws Exception {
        AheadOfTime result = new AheadOfTime(main);
        FileSystemUtils.deleteRecursively(result.folder);
        Files.createDirectories(result.folder);
        result.generate(arguments);
        result.compile();
        return result;
    }

    private void generate(List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                main.getName(),
                folder.resolve("sources").toString(),
                folder.resolve("classes").toString(), // Resources.
                folder.resolve("classes").toString(),
                "io.earnorm",
                "processed"));
        all.addAll(arguments);
        java("generated.log", SpringApplicationAotProcessor.class, List.of(), all);
    }

    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d", folder.resolve("classes").toString(), "-cp", classPath(), "-proc:none", "-nowarn", "-parameters");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(folder.resolve("sources"))) {
            List<Path> all =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        }
    }

    /** Runs it, and returns what it printed. */
    String run(List<String> arguments) throws IOException, InterruptedException {
        return java("run.log", main, List.of("-Dspring.aot.enabled=true"), arguments);
    }

    private String java(String log, Class<?> main, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        String output = Files.readString(folder.resolve(log));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** What was generated, proxies of configurations for example, and what this JVM has. */
    private String classPath() {
        return folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
    }
}
