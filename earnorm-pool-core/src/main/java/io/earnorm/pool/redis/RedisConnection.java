package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One physical connection. Knows, without asking the server, whether it may be lent again: it counts commands against
 * replies, notes what commands leave behind, and remembers what broke it.
 *
 * <p>Used by one thread at a time, except that a subscriber may be told from another one to unsubscribe.
 */
final class RedisConnection extends Connection {

    private final RedisSocketFactory sockets;
    private final int socketTimeout;

    // No initializers: the superclass's constructor sends the first commands, and initializers run after it.
    private @Nullable Throwable fault;
    private int unread;
    private int dirt;

    RedisConnection(RedisSocketFactory sockets, RedisClientConfig config) {
        super(sockets, config);
        this.sockets = sockets;
        this.socketTimeout = config.getSocketTimeoutMillis();
        this.dirt = Dirt.NONE; // AUTH and SELECT are how it is meant to be.
    }

    @Override
    public void sendCommand(CommandArguments args) {
        if (isBroken()) {
            throw new JedisConnectionException("The connection is broken; release it and acquire another one", fault);
        }
        try {
            super.sendCommand(args);
        } catch (RuntimeException | Error e) {
            broken(e); // Whatever it was: half a command may be on its way.
            throw e;
        }
        unread++;
        dirt = Dirt.after(dirt, args.getCommand());
    }

    @Override
    protected @Nullable Object readProtocolWithCheckingBroken() {
        try {
            Object reply = super.readProtocolWithCheckingBroken();
            unread--;
            return reply;
        } catch (JedisDataException e) {
            unread--; // An error is a reply.
            if (RedisFailures.breaks(e)) {
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
     * Ready for the next holder, or a throw: {@code fault()} as the cause where there is one. Does no I/O.
     *
     * @return whether there was a transaction, which a {@code Jedis} on this connection may remember
     */
    boolean reset() {
        if (fault != null) {
            throw new JedisConnectionException("The connection broke while it was leased", fault);
        }
        if (isBroken()) {
            throw new IllegalStateException("The connection was closed while it was leased");
        }
        if (unread != 0) {
            throw new IllegalStateException(
                    "The connection was returned out of step with the server (%d replies unread)".formatted(unread));
        }
        if ((dirt | Dirt.REMEMBERED) != Dirt.REMEMBERED) {
            throw new IllegalStateException("The connection was returned " + Dirt.describe(dirt));
        }
        if (getSoTimeout() != socketTimeout) {
            setSoTimeout(socketTimeout);
        }
        boolean remembered = dirt != Dirt.NONE;
        dirt = Dirt.NONE;
        return remembered;
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
