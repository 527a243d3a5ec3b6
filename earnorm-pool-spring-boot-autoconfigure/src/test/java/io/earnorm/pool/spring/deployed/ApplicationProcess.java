package io.earnorm.pool.spring.deployed;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application in a process of its own, on this JVM's Java and class path. */
final class ApplicationProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final Process process;

    /** Starts it, and waits until it accepts requests. */
    ApplicationProcess(Class<?> main, String... arguments) throws IOException {
        this(List.of(), main, arguments);
    }

    /** The same, with more on its class path. */
    ApplicationProcess(List<Path> more, Class<?> main, String... arguments) throws IOException {
        log = Files.createDirectories(Path.of("target")).resolve(main.getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dearnorm.test.log=info", // Tests are quieter, see also logging.level.root.
                "-XX:SoftRefLRUPolicyMSPerMB=0", // What only softly referenced classes hold can be collected.
                "-cp",
                classPath(more),
                main.getName(),
                "--logging.level.root=INFO"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await("start").atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || starts() > 0);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String classPath(List<Path> more) {
        return Stream.concat(more.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** How often it began to accept requests. */
    int starts() {
        return ports().size();
    }

    private List<String> ports() {
        return STARTED.matcher(output())
                .results()
                .map(started -> started.group(1))
                .toList();
    }

    /** All that it printed so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> get(String path) {
        List<String> ports = ports();
        URI uri = URI.create("http://localhost:" + ports.get(ports.size() - 1) + path);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** SIGTERM. Does not wait. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The application did not end:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
