package io.earnorm.pool.samples.custom;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One TCP connection that sends a line and reads a line. What the pool hands out; knows no pool. */
public final class LineConnection implements Closeable {

    private final Socket socket;
    private final BufferedReader in;
    private final BufferedWriter out;
    private boolean prefixed;

    private LineConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
    }

    static LineConnection open(InetSocketAddress address, Duration connectTimeout, Duration readTimeout)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) connectTimeout.toMillis());
            socket.setSoTimeout((int) readTimeout.toMillis());
            socket.setTcpNoDelay(true);
            return new LineConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Returns the text in capital letters.
     *
     * @param text one line
     * @return the server's answer
     * @throws LineRefusedException if the server answered with a refusal; the connection is fine
     * @throws IOException if the connection broke
     */
    public String upper(String text) throws IOException {
        return ask("UPPER " + text);
    }

    /**
     * Puts a text before every later answer of this connection, until the lease ends.
     *
     * @param prefix one line
     * @throws IOException if the connection broke
     */
    public void prefix(String prefix) throws IOException {
        prefixed = true;
        ask("PREFIX " + prefix);
    }

    /** What makes the connection as good as new; costs nothing when there is nothing to do. */
    void reset() throws IOException {
        if (prefixed) {
            ask("RESET");
            prefixed = false;
        }
    }

    boolean ping() throws IOException {
        return ask("PING").equals("PONG");
    }

    private String ask(String line) throws IOException {
        out.write(line + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null) {
            throw new EOFException("The server closed the connection");
        }
        if (answer.startsWith("-")) {
            throw new LineRefusedException(answer.substring(1));
        }
        return answer.substring(1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
