package io.earnorm.pool.samples.quickstart.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** A MongoDB that asks for a password, in a process of its own, so that it can be killed like a real one. */
final class MongoProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private MongoProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts an empty server on a free port and waits until it listens. */
    static MongoProcess start(String password) throws IOException {
        List<String> command = JavaCommand.of(PasswordMongo.class, entry -> true);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.outputWriter().append(password).append('\n').flush(); // Left open: its end would end the server.
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PasswordMongo.READY)) {
                return new MongoProcess(process, Integer.parseInt(line.substring(PasswordMongo.READY.length())));
            }
        }
        throw new IOException("The MongoDB process ended at once");
    }

    int port() {
        return port;
    }

    /** SIGKILL: nothing is said to the clients. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
