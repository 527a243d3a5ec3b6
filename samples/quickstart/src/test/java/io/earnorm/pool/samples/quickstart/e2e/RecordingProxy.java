package io.earnorm.pool.samples.quickstart.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in front of a server, passes everything on a little later, and records when each connection was being
 * made: from its accept to the answer to its log-in. Connections that never log in, as those that watch a
 * MongoDB, are not recorded.
 */
final class RecordingProxy implements Closeable {

    private final ServerSocket listener;
    private final int target;
    private final String logIn;
    private final Duration latency;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Collection<Handshake> handshakes = new ConcurrentLinkedQueue<>();
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RecordingProxy(int port, int target, String logIn, Duration latency) throws IOException {
        this.listener = new ServerSocket();
        this.target = target;
        this.logIn = logIn;
        this.latency = latency;
        listener.setReuseAddress(true); // The port was somebody's a moment ago.
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        threads.execute(this::accept);
    }

    /**
     * Takes the place of a server that is gone.
     *
     * @param port where clients look for the server
     * @param target where it is now
     * @param logIn what the request says that ends a handshake when it is answered
     * @param latency of each answer, so that handshakes overlap if anything lets them
     */
    static RecordingProxy at(int port, int target, String logIn, Duration latency) throws IOException {
        return new RecordingProxy(port, target, logIn, latency);
    }

    /** How many connections were made in all. */
    long made() {
        return handshakes.stream().filter(Handshake::isDone).count();
    }

    /** The largest number of connections that were being made at one moment. */
    long mostAtOnce() {
        return handshakes.stream()
                .filter(Handshake::isDone)
                .mapToLong(one -> handshakes.stream()
                        .filter(other -> other.covers(one.begin()))
                        .count())
                .max()
                .orElse(0);
    }

    /** When each connection was being made, for the message of a test that fails. */
    @Override
    public String toString() {
        return handshakes.toString();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                connect(client);
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Handshake handshake = new Handshake(logIn);
        handshakes.add(handshake);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        threads.execute(new Pump(client, server, Duration.ZERO, handshake::sent));
        threads.execute(new Pump(server, client, latency, handshake::answered));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
