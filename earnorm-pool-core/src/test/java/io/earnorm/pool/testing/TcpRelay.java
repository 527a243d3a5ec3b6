package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection through a {@link TcpGate}. */
final class TcpRelay {

    private final Socket client;
    private final Socket server = new Socket();
    private final Valve valve;
    private final Consumer<TcpRelay> whenClosed;

    TcpRelay(Socket client, Valve valve, Consumer<TcpRelay> whenClosed) {
        this.client = client;
        this.valve = valve;
        this.whenClosed = whenClosed;
    }

    void start(InetSocketAddress target) {
        daemon("gate-out", () -> {
            try {
                valve.pass();
                server.connect(target);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                daemon("gate-in", () -> pump(server, client));
                pump(client, server);
            } finally {
                reset();
            }
        });
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                valve.pass();
                out.write(buffer, 0, read);
            }
        } finally {
            reset();
        }
    }

    /** Closes both ends at once; what is on its way to the client is lost. */
    void reset() {
        close(client, true);
        close(server, false); // The server's log need not tell of it.
        whenClosed.accept(this);
    }

    private static void close(Socket socket, boolean abruptly) {
        try {
            if (abruptly && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    static Thread daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection ended, or the gate was closed.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    interface Work {
        void run() throws IOException, InterruptedException;
    }
}
