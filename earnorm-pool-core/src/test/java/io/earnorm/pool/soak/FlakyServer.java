package io.earnorm.pool.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that greets each connection with one byte and answers each request, one byte, with
 * the same byte; or is slow, silent, drops the connection in the middle, or closes its half of it. It can be
 * killed, and comes back on the same port. Whatever it does, it notices at once when a client is gone.
 */
final class FlakyServer implements AutoCloseable {

    static final int HELLO = 'H';
    static final int PING = 'P';
    static final int UNWELL = 'N';

    private static final long LONGEST_PAUSE_NANOS = 30_000_000;

    private final InetSocketAddress address;
    private final Set<Socket> alive = ConcurrentHashMap.newKeySet();
    private final AtomicLong served = new AtomicLong();
    private volatile @Nullable ServerSocket listening;
    private Thread acceptor;
    /** Bound, but not listening, while connections are refused: nobody else gets the port. */
    private @Nullable Socket reservation;

    /** One of so many requests fails, and one of a tenth as many connections. */
    private volatile int oneIn = 500;

    FlakyServer() {
        ServerSocket first = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) first.getLocalSocketAddress();
        acceptor = acceptFrom(first);
    }

    InetSocketAddress address() {
        return address;
    }

    /** The connections that are open, as the server sees it. */
    int alive() {
        return alive.size();
    }

    long served() {
        return served.get();
    }

    /** From now on one of so many requests fails. */
    void failOneIn(int requests) {
        oneIn = requests;
    }

    /** Resets every connection, but accepts new ones. */
    void resetAll() {
        alive.forEach(FlakyServer::reset);
    }

    /** Resets every connection and refuses new ones. */
    void kill() {
        ServerSocket socket = listening;
        if (socket == null) {
            return;
        }
        try {
            listening = null;
            socket.close();
            acceptor.join(); // As long as it is inside accept(), the port is still listening.
            resetAll();
            Socket reserved = new Socket();
            reserved.setReuseAddress(true);
            reserved.bind(address);
            reservation = reserved;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts connections again. */
    void restart() {
        if (listening == null) {
            release();
            acceptor = acceptFrom(listen(address));
        }
    }

    @Override
    public void close() {
        kill();
        release();
    }

    private void release() {
        Socket reserved = reservation;
        if (reserved != null) {
            close(reserved);
        }
    }

    private static ServerSocket listen(InetSocketAddress address) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, 200);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread acceptFrom(ServerSocket socket) {
        listening = socket;
        return SoakThreads.daemon("soak-server-" + socket.getLocalPort(), () -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    alive.add(client);
                    if (listening == null) { // Killed meanwhile.
                        reset(client);
                    }
                    SoakThreads.daemon("soak-server-connection", () -> serve(client));
                } catch (IOException e) {
                    // Killed.
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            client.setTcpNoDelay(true);
            if (answer(client, HELLO, 1 + oneIn / 10)) {
                for (int request = in.read(); request >= 0; request = in.read()) {
                    boolean unwell = request == PING && isUnlucky(oneIn);
                    if (!answer(client, unwell ? UNWELL : request, oneIn)) {
                        break;
                    }
                    served.incrementAndGet();
                }
            }
            while (in.read() >= 0) {} // Until the client is gone.
        } catch (IOException e) {
            // The client is gone, or we were killed.
        } finally {
            alive.remove(client);
        }
    }

    /** Answers, unless something is to go wrong. Returns whether to go on. */
    private static boolean answer(Socket client, int answer, int oneIn) throws IOException {
        if (isUnlucky(oneIn)) {
            switch (ThreadLocalRandom.current().nextInt(5)) {
                case 0 -> LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
                case 1 -> {
                    return false; // Says nothing any more.
                }
                case 2 -> {
                    client.shutdownOutput();
                    return false;
                }
                case 3 -> reset(client);
                default -> {
                    client.close();
                    return false;
                }
            }
        }
        client.getOutputStream().write(answer);
        return true;
    }

    private static boolean isUnlucky(int oneIn) {
        return ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // Closed at the same moment.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}
