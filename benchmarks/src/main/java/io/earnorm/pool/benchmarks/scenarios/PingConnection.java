package io.earnorm.pool.benchmarks.scenarios;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection to a {@link PingServer}. For one thread at a time. */
final class PingConnection {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] answer = new byte["+PONG\r\n".length()];

    PingConnection(Socket socket) throws IOException {
        this.socket = socket;
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** One round trip. */
    static void ping(Object connection) throws IOException {
        ((PingConnection) connection).ping();
    }

    private void ping() throws IOException {
        out.write(PingServer.PING);
        if (in.readNBytes(answer, 0, answer.length) < answer.length) {
            throw new EOFException("The server closed the connection");
        }
    }

    void close() throws IOException {
        socket.close();
    }
}
