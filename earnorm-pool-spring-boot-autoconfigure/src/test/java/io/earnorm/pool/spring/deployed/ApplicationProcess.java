package io.earnorm.pool.spring.deployed;

import static org.awaitility.Awaitility.await;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application in a process of its own, on this JVM's Java and class path. */
final class ApplicationProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final Process process;
    private final String address;

    /** Starts it, and waits until it accepts requests. */
    ApplicationProcess(Class<?> main, String... arguments) throws IOException {
        log = Files.createDirectories(Path.of("target")).resolve(main.getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dearnorm.test.log=info", // Tests are quieter, see also logging.level.root.
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--logging.level.root=INFO"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await("start").atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || port() != 0);
            address = "http://localhost:" + port();
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private int port() {
        Matcher started = STARTED.matcher(output());
        return started.find() ? Integer.parseInt(started.group(1)) : 0;
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
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
