package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;

/** One connection through a {@link TcpGate}. */
final class TcpRelay {

    private final Socket client;
    private final Socket server = new Socket();
    private final TcpGate gate;
    private volatile boolean lost;

    TcpRelay(Socket client, TcpGate gate) {
        this.client = client;
        this.gate = gate;
    }

    void start(InetSocketAddress target) {
        daemon("gate-out", () -> {
            try {
                gate.valve().pass();
                server.connect(target);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                daemon("gate-in", () -> pump(server, client, gate::replies));
                pump(client, server, gate::requests);
            } finally {
                reset();
            }
        });
    }

    private void pump(Socket from, Socket to, Supplier<Traffic> traffic) throws IOException, InterruptedException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                gate.valve().pass();
                handOn(lost ? Traffic.lost() : traffic.get(), buffer, read, out);
            }
        } finally {
            reset();
        }
    }

    private void handOn(Traffic traffic, byte[] bytes, int length, OutputStream to)
            throws IOException, InterruptedException {
        try {
            traffic.pass(bytes, length, to);
        } catch (IOException e) {
            reset(); // Before the streams are closed, which would be a farewell.
            throw e;
        }
    }

    /** Closes both ends at once; what is on its way to the client is lost. */
    void reset() {
        close(client, true);
        close(server, false); // The server's log need not tell of it.
        gate.closed(this);
    }

    /** From now on nothing arrives at either end, and neither is told. */
    void lose() {
        lost = true;
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
