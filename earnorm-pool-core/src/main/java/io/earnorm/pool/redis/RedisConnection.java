package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One physical connection, and the place for one {@link Conversation} after the other. Remembers what broke it. Knows,
 * without asking the server, whether it may be lent again.
 *
 * <p>Used by one thread at a time, except that a subscriber may be told from another one to unsubscribe.
 */
final class RedisConnection extends Connection {

    /** How long a server that refuses to serve because of its role is taken for the only one there is. */
    private static final long SAME_SERVER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RedisSocketFactory sockets;
    private final RedisClientConfig config;
    private final int socketTimeout;

    // No initializers: the superclass's constructor sends the first commands, and initializers run after it.
    private @Nullable Throwable fault;
    private @Nullable List<CommandArguments> introduction;
    private final boolean connected;
    private final long connectedAt;

    /** Plain: the pool's own hand-over orders its uses. */
    private @Nullable Conversation conversation;

    RedisConnection(RedisSocketFactory sockets, RedisClientConfig config) {
        super(sockets, config);
        this.sockets = sockets;
        this.config = config;
        this.socketTimeout = config.getSocketTimeoutMillis();
        this.connected = true;
        this.connectedAt = System.nanoTime();
    }

    /** {@return what the holder of a new lease sees} */
    LeasedConnection lend() {
        Conversation begun = new Conversation(this);
        conversation = begun;
        return new LeasedConnection(this, begun);
    }

    /**
     * While connecting, and for the pool's own use between leases, which must leave nothing behind.
     *
     * @throws IllegalStateException if the command would
     */
    @Override
    public void sendCommand(CommandArguments args) {
        if (!connected) {
            remember(args);
        } else if (!Dirt.isClean(Dirt.after(Dirt.NONE, args))) {
            throw new IllegalStateException(
                    "Between leases the connection must stay as it is;" + " a command that changes it needs a lease");
        }
        transmit(args);
    }

    /** Jedis's own introduction, such as the connection's name: neither login nor database. */
    private void remember(CommandArguments args) {
        ProtocolCommand command = args.getCommand();
        if (command == Command.CLIENT || command == Command.READONLY) {
            if (introduction == null) {
                introduction = new ArrayList<>();
            }
            introduction.add(args);
        }
    }

    /** Sends, without a look at what is sent. */
    void transmit(CommandArguments args) {
        if (isBroken()) {
            throw new JedisConnectionException("The connection is broken; release it and acquire another one", fault);
        }
        try {
            super.sendCommand(args);
        } catch (RuntimeException | Error e) {
            broken(e); // Whatever it was: half a command may be on its way.
            throw e;
        }
    }

    @Override
    protected @Nullable Object readProtocolWithCheckingBroken() {
        try {
            return super.readProtocolWithCheckingBroken();
        } catch (JedisDataException e) {
            if (RedisFailures.breaks(e) && !isExcused(e)) {
                fault = e;
            }
            throw e;
        } catch (JedisConnectionException e) {
            Throwable before = fault;
            broken(e);
            throw RedisFailures.explained(e, before);
        } catch (RuntimeException | Error e) {
            broken(e); // Where the next reply begins is unknown.
            throw e;
        }
    }

    /**
     * Whether an error reply is no reason to replace the connection: the holder has logged out himself, or a connection just
     * made has reached the same server, and so would the next one.
     */
    private boolean isExcused(JedisDataException answer) {
        if (RedisFailures.isLoggedOut(answer)) {
            Conversation present = conversation;
            return present != null && present.hasTouchedSession();
        }
        return connected
                && RedisFailures.isOfRole(answer)
                && !config.findsSuccessors()
                && System.nanoTime() - connectedAt < SAME_SERVER_NANOS;
    }

    @Override
    protected void flush() {
        try {
            super.flush();
        } catch (RuntimeException | Error e) {
            broken(e);
            throw e;
        }
    }

    /** Does nothing: who holds a lease closes that, and the pool alone closes the socket. */
    @Override
    public void close() {}

    /** {@return what makes this connection unfit, or {@code null}; an error reply among them does not mean that it is broken} */
    @Nullable
    Throwable fault() {
        return fault;
    }

    /**
     * Asks the server whether it serves this connection.
     *
     * @throws JedisDataException what it answered when it does not
     */
    void greet() {
        try {
            ping();
        } catch (JedisDataException e) {
            if (!RedisFailures.isAlive(e)) {
                throw e;
            }
        }
    }

    /** {@return what the server says that it is, for example {@code master}; {@code null} if this user may not ask} */
    @Nullable
    String role() {
        try {
            sendCommand(Command.ROLE);
            return new String((byte[]) getObjectMultiBulkReply().get(0), StandardCharsets.UTF_8);
        } catch (JedisDataException e) {
            if (RedisFailures.breaks(e)) {
                throw e;
            }
            return null;
        }
    }

    /** Does {@link #greet()}, waiting for at most {@code timeout} milliseconds; zero: the timeout of commands. */
    void validate(int timeout) {
        setSoTimeout(RedisSettings.narrower(timeout, socketTimeout));
        greet();
        setSoTimeout(socketTimeout);
    }

    /**
     * Ends the conversation, and makes the connection ready for the next one, or throws: {@code fault()} as the cause where
     * there is one. Talks to the server only where the holder left something behind that the server can clear.
     *
     * @param timeout for the server's answer, in milliseconds; zero: the timeout of commands
     */
    void reset(int timeout) {
        Conversation ending = conversation;
        if (ending != null) {
            ending.end();
            requireUsable();
            requireInStep(ending);
            restore(ending, timeout);
            conversation = null;
        }
    }

    private void requireUsable() {
        if (fault != null) {
            throw new JedisConnectionException("The connection broke while it was leased", fault);
        }
        if (isBroken()) {
            throw new IllegalStateException("The connection was closed while it was leased");
        }
    }

    private static void requireInStep(Conversation ending) {
        if (ending.unread() != 0) {
            throw new IllegalStateException(
                    "The connection was returned out of step with the server (%d replies unread)"
                            .formatted(ending.unread()));
        }
        if (Dirt.isFatal(ending.dirt())) {
            throw new IllegalStateException(
                    "The connection was returned subscribed, monitoring, without replies, or about to be closed");
        }
    }

    private void restore(Conversation ending, int timeout) {
        int dirt = ending.dirt();
        if (!Dirt.isClean(dirt)) {
            setSoTimeout(RedisSettings.narrower(timeout, socketTimeout));
            List<CommandArguments> words = introduction;
            new Restoration(config, words == null ? List.of() : words, dirt).run(this);
        }
        if (getSoTimeout() != socketTimeout) {
            setSoTimeout(socketTimeout);
        } else if (ending.isWithoutTimeout()) {
            rollbackTimeout();
        }
    }

    /** Closes the socket at once; this connection never opens another one. */
    void destroy() {
        setBroken();
        sockets.abort();
    }

    RedisSocketFactory sockets() {
        return sockets;
    }

    private void broken(Throwable failure) {
        if (fault == null) {
            fault = failure;
        }
        setBroken();
    }
}
