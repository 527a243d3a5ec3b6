package io.earnorm.pool.testing.mongo.wire;

import io.earnorm.pool.testing.TcpGate;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One member of a {@link WireCluster}: reads commands and answers, behind a gate where its network can fail. */
public final class Member implements AutoCloseable {

    private final int number;
    private final Commands commands;
    private final ServerSocket listening;
    private final TcpGate gate;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Member(int number, Commands commands) {
        this.number = number;
        this.commands = commands;
        try {
            listening = commands.admission.listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate = TcpGate.to(listening.getLocalPort());
    }

    void start() {
        daemon("member-" + number, () -> {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                daemon("member-" + number + "-connection", () -> serve(socket));
            }
        });
    }

    /** {@return its number, from 0} */
    public int number() {
        return number;
    }

    /** {@return its port, the same for as long as it lives} */
    public int port() {
        return gate.port();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    /** {@return how many sockets are open to it, those of drivers' monitors included} */
    public int connections() {
        return gate.connections();
    }

    /** Drops every socket and refuses new ones. */
    public void kill() {
        gate.kill();
    }

    /** Accepts sockets again. */
    public void restart() {
        gate.restart();
    }

    /** Accepts sockets and commands, and says nothing: a stopped process, or a network that swallows all. */
    public void freeze() {
        gate.freeze();
    }

    /** Answers again, also what arrived while it was frozen. */
    public void thaw() {
        gate.thaw();
    }

    /** Drops every socket, but accepts new ones. */
    public void dropConnections() {
        gate.reset();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Conversation conversation = new Conversation(number, socket, commands);
            while (conversation.answer(WireMessage.read(in))) {
                // Until one of the two has enough.
            }
        }
    }

    private void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The other side is gone, or the test has ended.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() {
        gate.close();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.forEach(Thread::interrupt);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
