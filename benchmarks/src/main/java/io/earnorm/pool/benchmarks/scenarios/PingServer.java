package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Backend;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server on the loopback interface, in this JVM, with a thread per connection. Speaks as much of Redis's protocol as a
 * client needs that only pings: PING is answered, everything else is accepted.
 */
final class PingServer implements Backend, AutoCloseable {

    static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    PingServer() throws IOException {
        server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("ping-server").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public Object connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setTcpNoDelay(true);
        return new PingConnection(socket);
    }

    @Override
    public void close(Object connection) {
        try {
            ((PingConnection) connection).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not by a ping: what HikariCP and earnorm ask an idle connection would slow them down alone. */
    @Override
    public boolean validate(Object connection) {
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().name("ping-server").start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (in.read() == '*') {
                out.write(isPing(in) ? PONG : OK);
            }
        } catch (IOException e) {
            // The client went away, as clients of benchmarks do.
        }
    }

    /** Reads a command after its asterisk. */
    private static boolean isPing(InputStream in) throws IOException {
        int parts = number(in);
        boolean ping = false;
        for (int part = 0; part < parts; part++) {
            in.skipNBytes(1); // The dollar sign before each length.
            byte[] text = in.readNBytes(number(in));
            in.skipNBytes(2);
            ping |= part == 0 && text.length == 4 && text[1] == 'I';
        }
        return ping;
    }

    private static int number(InputStream in) throws IOException {
        int number = 0;
        for (int digit = in.read(); digit != '\r'; digit = in.read()) {
            if (digit < '0' || digit > '9') {
                throw new IOException("Expected a number, but read " + digit);
            }
            number = number * 10 + digit - '0';
        }
        in.skipNBytes(1);
        return number;
    }
}
