package io.earnorm.pool.samples.custom;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A tiny server on this machine for the sample: one line in, one line out, {@code +answer} or {@code -refusal}. */
final class LineServer implements Closeable {

    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busyAnswers = new AtomicInteger();

    LineServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("line-server", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    String uri() {
        return "lines://%s:%d".formatted(listener.getInetAddress().getHostAddress(), port());
    }

    /** How many clients are connected now. */
    int connections() {
        return clients.size();
    }

    /** Refuses the next UPPERs, to show what a retry is for. */
    void beBusyFor(int answers) {
        busyAnswers.set(answers);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                start("line-server-client", () -> serve(client));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            String prefix = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                String text = words.length > 1 ? words[1] : "";
                if (words[0].equals("PREFIX") || words[0].equals("RESET")) {
                    prefix = text;
                }
                out.print(answer(words[0], text, prefix) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            // The client went away.
        } finally {
            clients.remove(client);
        }
    }

    private String answer(String command, String text, String prefix) {
        return switch (command) {
            case "PING" -> "+PONG";
            case "PREFIX", "RESET" -> "+OK";
            case "UPPER" -> isBusy() ? "-BUSY try again" : "+" + prefix + text.toUpperCase(Locale.ROOT);
            default -> "-ERR unknown command " + command;
        };
    }

    private boolean isBusy() {
        return busyAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Ends every connection, as a restart does. */
    void disconnectAll() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            disconnectAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
