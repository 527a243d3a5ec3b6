package io.earnorm.pool.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A client's socket, and who uses it: nobody, or one. */
final class SoakConnection {

    private static final int LONGEST_READ_MILLIS = 400;

    /** The pool's number of it. */
    final long id;

    private final Socket socket = new Socket();
    private final AtomicReference<@Nullable Object> owner = new AtomicReference<>();
    private final AtomicBoolean destroyed = new AtomicBoolean();

    SoakConnection(long id) {
        this.id = id;
    }

    void connect(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_READ_MILLIS);
        socket.connect(server, LONGEST_READ_MILLIS);
        int hello = socket.getInputStream().read();
        if (hello != FlakyServer.HELLO) {
            throw new IOException("No greeting but " + hello);
        }
    }

    /** Sends a byte, and returns the answer. */
    int ask(int request) throws IOException {
        socket.getOutputStream().write(request);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("The server is gone");
        }
        return answer;
    }

    boolean hasUnreadBytes() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Becomes its user. Returns who is, when there is one. */
    @Nullable
    Object enter(Object user) {
        return owner.compareAndExchange(null, user);
    }

    void exit(Object user) {
        owner.compareAndSet(user, null);
    }

    boolean isInUse() {
        return owner.get() != null;
    }

    boolean isDestroyed() {
        return destroyed.get();
    }

    /** Returns whether it was not destroyed before. */
    boolean destroy() {
        close();
        return destroyed.compareAndSet(false, true);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
