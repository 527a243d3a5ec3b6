package io.earnorm.pool.samples.plainjava;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** A {@code redis-server} for this run: the installed one, else the one inside embedded-redis. */
final class LocalRedis implements Closeable {

    private final Process process;
    private final int port;

    private LocalRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty when there is none for this machine. */
    static Optional<LocalRedis> start() {
        try {
            Path folder = Files.createTempDirectory("plain-java-redis");
            folder.toFile().deleteOnExit();
            int port = freePort();
            Process process = new ProcessBuilder(
                            executable(folder), "--bind", "127.0.0.1", "--port", String.valueOf(port), "--save", "")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            return isReady(process) ? Optional.of(new LocalRedis(process, port)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    private static String executable(Path folder) throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get().getPath();
        } catch (IOException notInstalled) {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .getPath();
        }
    }

    /** It prints little after this line, so nobody needs to go on reading during this short run. */
    private static boolean isReady(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Ready to accept connections")) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
