package io.earnorm.pool.samples.quickstart.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.samples.quickstart.QuickstartApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in a process of its own, on a free port, as an operator would run it. */
final class ApplicationProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready: open +http://localhost:(\\d+)/");

    private final Process process;
    private final Path log;

    private ApplicationProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it, and waits until it says that it is ready.
     *
     * @param folder for its log
     * @param environment variables to add, for what a command line must not show
     * @param arguments as for its main method
     */
    static ApplicationProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        ApplicationProcess application = launch(folder, environment, arguments);
        application.awaitReady();
        return application;
    }

    /** Starts it, and does not wait. */
    static ApplicationProcess launch(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        Path log = Files.createDirectories(folder).resolve("application.log");
        List<String> command = JavaCommand.of(QuickstartApplication.class, entry -> !isForTests(entry));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SERVER_PORT", "0"); // Unless the arguments say something else.
        builder.environment().putAll(environment);
        return new ApplicationProcess(builder.start(), log);
    }

    private static boolean isForTests(String classPathEntry) {
        return classPathEntry.endsWith("test-classes") || classPathEntry.endsWith("-tests.jar");
    }

    private void awaitReady() {
        try {
            await("start").atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || port() != 0);
            assertThat(process.isAlive()).as(this::output).isTrue();
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Where it listens, or zero when it is not ready. */
    int port() {
        Matcher ready = READY.matcher(output());
        return ready.find() ? Integer.parseInt(ready.group(1)) : 0;
    }

    /** The processes that it started itself. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** All that it printed so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, as from an orchestrator or Ctrl+C. Does not wait. */
    void terminate() {
        process.destroy();
    }

    int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The application did not end within " + atMost + ":\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
