package io.earnorm.pool.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks Redis's protocol and answers what a script says, for answers that a real server gives only in trouble. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Function<List<String>, @Nullable String> script;

    /** A script gets a command with its arguments, and returns the raw reply without line end, {@code null} for +OK, or nothing at all. */
    ScriptedServer(Function<List<String>, @Nullable String> script) {
        this.script = script;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** A server that answers one command with an error. */
    static ScriptedServer failing(String command, String error) {
        return new ScriptedServer(words -> words.get(0).equals(command) ? "-" + error : null);
    }

    String uri() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> command = read(in);
            while (command != null) {
                String answer = answer(command);
                if (!answer.isEmpty()) {
                    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
                command = read(in);
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private String answer(List<String> command) {
        String answer = script.apply(command);
        if (answer != null) {
            return answer;
        }
        return command.get(0).equals("PING") ? "+PONG" : "+OK";
    }

    private static @Nullable List<String> read(BufferedReader in) throws IOException {
        String header = in.readLine();
        if (header == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (int i = Integer.parseInt(header.substring(1)); i > 0; i--) {
            in.readLine(); // The length; no word of a test holds a line end.
            words.add(in.readLine());
        }
        return words;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
