package io.earnorm.pool.testing.mongo;

import io.earnorm.pool.testing.TcpGate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A MongoDB server in memory on a port of 127.0.0.1 that can be killed, frozen and brought back with its
 * data. It knows sessions and accepts transactions, but does not roll back.
 */
public final class MongoServer implements AutoCloseable {

    private final SessionBackend backend = new SessionBackend();
    private final de.bwaldvogel.mongo.MongoServer server = new de.bwaldvogel.mongo.MongoServer(backend);
    private final TcpGate gate;

    private MongoServer() {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, 2);
        gate = TcpGate.to(server.getLocalAddress().getPort());
    }

    /** {@return a server that accepts connections} */
    public static MongoServer start() {
        return new MongoServer();
    }

    /** {@return where it is, without a database: {@code mongodb://127.0.0.1:port}} */
    public String uri() {
        return "mongodb://127.0.0.1:" + gate.port();
    }

    /**
     * Where it is, with a database.
     *
     * @param database its name
     * @return {@code mongodb://127.0.0.1:port/database}
     */
    public String uri(String database) {
        return uri() + "/" + database;
    }

    /** {@return the port, the same after a restart} */
    public int port() {
        return gate.port();
    }

    /** {@return how many clients' sockets are open} */
    public int connections() {
        return gate.connections();
    }

    /** Drops every socket and refuses new ones. The data stays. */
    public void kill() {
        gate.kill();
    }

    /** Accepts connections again, on the same port, with the data of before. */
    public void restart() {
        gate.restart();
    }

    /** Drops every socket, but accepts new ones. */
    public void dropConnections() {
        gate.reset();
    }

    /**
     * Drops every socket, but accepts new ones, whenever a command of a name arrives: whoever sent it loses the answer. A
     * socket that is dropped while it is idle may be noticed, and replaced, before anybody uses it.
     *
     * @param command for example {@code insert}
     */
    public void dropConnectionsAt(String command) {
        backend.accident(command, gate::reset);
    }

    /** Accepts connections and commands, and says nothing. */
    public void freeze() {
        gate.freeze();
    }

    /** Answers again, also what arrived while it was frozen. */
    public void thaw() {
        gate.thaw();
    }

    /** {@return the commands seen since the start or {@link #forgetCommands()}, without handshakes} */
    public List<Command> commands() {
        return backend.commands();
    }

    /**
     * The commands of a name.
     *
     * @param name for example {@code insert}
     * @return those seen since the start or {@link #forgetCommands()}
     */
    public List<Command> commands(String name) {
        return commands().stream().filter(c -> c.name().equals(name)).toList();
    }

    /** Empties the list of commands. */
    public void forgetCommands() {
        backend.forget();
    }

    /**
     * Answers the next command of a name with an error. Several calls add up.
     *
     * @param command for example {@code insert}
     * @param code the error's code
     * @param message its text
     * @param labels its labels, for example {@code RetryableWriteError}
     */
    public void failNext(String command, int code, String message, String... labels) {
        backend.failNext(command, code, message, List.of(labels));
    }

    /**
     * Answers every command of a name with an error, until {@link #failNoMore()}.
     *
     * @param command for example {@code insert}
     * @param code the error's code
     * @param message its text
     */
    public void fail(String command, int code, String message) {
        backend.fail(command, code, message);
    }

    /** Ends what {@link #fail} or {@link #dropConnectionsAt} began. */
    public void failNoMore() {
        backend.failNoMore();
    }

    /**
     * The password of every user who logs in from now on, by the mechanism PLAIN; nobody has to.
     *
     * @param password the new one
     */
    public void password(String password) {
        backend.password(password);
    }

    @Override
    public void close() {
        gate.close();
        server.shutdownNow();
    }
}
