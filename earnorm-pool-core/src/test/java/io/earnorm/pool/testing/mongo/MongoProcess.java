package io.earnorm.pool.testing.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A {@link MongoServer} in a JVM of its own, which can be halted as a whole. It ends with this JVM. */
public final class MongoProcess implements AutoCloseable {

    private static final String PORT = "port ";

    private final Process process;
    private final int port;

    private MongoProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** {@return one that accepts connections} */
    public static MongoProcess start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MongoProcess.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // A halted one would stay.
            return new MongoProcess(process, port(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process process) {
        return process.inputReader()
                .lines()
                .filter(line -> line.startsWith(PORT))
                .map(line -> Integer.parseInt(line.substring(PORT.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The server ended before it had a port"));
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (MongoServer server = MongoServer.start()) {
            System.out.println(PORT + server.port());
            while (System.in.read() >= 0) {
                // Until the other JVM ends.
            }
        }
    }

    /** {@return its port} */
    public int port() {
        return port;
    }

    /** Halts it (SIGSTOP): its system still accepts connections, and it answers nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("Could not send " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
