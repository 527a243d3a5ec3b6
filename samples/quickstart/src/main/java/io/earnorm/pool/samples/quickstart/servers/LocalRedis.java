package io.earnorm.pool.samples.quickstart.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import redis.embedded.core.ExecutableProvider;

/** A {@code redis-server} as a child process: the installed one, else the one inside embedded-redis. */
final class LocalRedis {

    private LocalRedis() {}

    static LocalServer start() {
        try {
            int port = freePort();
            String password = UUID.randomUUID().toString();
            Process process = launch(port, password);
            return new LocalServer(
                    "a redis-server on 127.0.0.1:" + port,
                    "redis://:%s@127.0.0.1:%d".formatted(password, port),
                    process::destroy);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No redis-server could be started. Install one, or use the profile \"real\", see README.md", e);
        }
    }

    private static Process launch(int port, String password) throws IOException {
        Path folder = Files.createTempDirectory("quickstart-redis");
        folder.toFile().deleteOnExit();
        Process process = new ProcessBuilder(executable(folder).toString(), "-")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // Configured through its standard input: a command line would show the password to every user.
        try (var config = process.outputWriter(StandardCharsets.UTF_8)) {
            config.write("bind 127.0.0.1\nport %d\nrequirepass %s\nsave \"\"\n".formatted(port, password));
        }
        awaitReady(process);
        return process;
    }

    private static Path executable(Path folder) throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get().toPath();
        } catch (IOException notInstalled) {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Ready to accept connections")) {
                Thread drain = new Thread(() -> drain(output), "redis-server-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
            read.append(line).append('\n');
        }
        throw new IOException("redis-server ended at once:\n" + read);
    }

    /** Somebody must read on, or the server would block when the pipe is full. */
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Nobody wants to know.
            }
        } catch (IOException e) {
            // The server was ended.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
