package io.earnorm.pool.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * What a pipeline takes for one connection: sends each command to the node of its keys, and returns the replies in the order
 * of the commands. Holds a connection to each node that it needs from the first command until the replies are read. Used by
 * one thread at a time.
 *
 * <p>What a node has redirected or refused for the moment is executed once more when all replies are read, in the same order.
 */
final class ClusterPipeline extends Connection {

    private final ClusterRouter router;
    private final Map<HostAndPort, LeasedConnection> held = new HashMap<>();
    private final Queue<Sent> sent = new ArrayDeque<>();
    private @Nullable ClusterCall call; // From the first command until the replies are read.
    private boolean closed;

    ClusterPipeline(ClusterRouter router) {
        super(() -> {
            throw new JedisConnectionException("Only commands can be sent here");
        });
        this.router = router;
    }

    /** A command whose reply was not read yet. */
    private record Sent(ClusterRoute route, CommandArguments args, LeasedConnection connection) {}

    @Override
    public void sendCommand(CommandArguments args) {
        if (closed) {
            throw new IllegalStateException("Used after it was closed: its connections went back to their pools");
        }
        ClusterRoute route = ClusterRoute.of(args);
        if (route.broadcast() != null) {
            throw new UnsupportedOperationException("A pipeline sends no commands to all nodes: "
                    + new String(args.getCommand().getRaw(), UTF_8));
        }
        LeasedConnection connection = connection(route.slot());
        connection.sendCommand(args);
        sent.add(new Sent(route, args, connection));
    }

    private LeasedConnection connection(int slot) {
        ClusterCall current = call == null ? router.call() : call;
        call = current;
        while (true) {
            HostAndPort node = slot == ClusterRoute.ANY && !held.isEmpty()
                    ? held.keySet().iterator().next()
                    : current.node(slot);
            LeasedConnection connection = held.get(node);
            if (connection != null) {
                return connection;
            }
            try {
                connection = router.connection(node, current);
                connection.closeWhenForgotten(router.name());
                held.put(node, connection);
                return connection;
            } catch (RuntimeException e) {
                current.failed(node, e);
            }
        }
    }

    @Override
    protected void flush() {
        held.values().forEach(LeasedConnection::flush);
    }

    @Override
    @SuppressWarnings("NullAway") // Jedis's lists of replies hold null, and say nothing of it.
    public List<Object> getMany(int count) {
        flush();
        ClusterCall current = call == null ? router.call() : call;
        List<Sent> commands = new ArrayList<>(count);
        List<@Nullable Object> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            commands.add(sent.element());
            replies.add(replyOrError(current));
        }
        if (sent.isEmpty()) {
            release();
        }
        for (int i = 0; i < count; i++) {
            replies.set(i, again(commands.get(i), replies.get(i), current));
        }
        return replies;
    }

    private @Nullable Object replyOrError(ClusterCall current) {
        try {
            current.limit(sent.element().connection());
            return readProtocolWithCheckingBroken();
        } catch (JedisDataException e) {
            return e;
        }
    }

    private @Nullable Object again(Sent command, @Nullable Object reply, ClusterCall current) {
        boolean misplaced = reply instanceof JedisRedirectionException;
        if (!misplaced && !(reply instanceof JedisDataException error && ClusterCall.isPassing(error))) {
            return reply;
        }
        try {
            return router.send(command.route(), command.args(), current);
        } catch (JedisDataException e) {
            return e;
        }
    }

    @Override
    protected @Nullable Object readProtocolWithCheckingBroken() {
        return sent.remove().connection().readProtocolWithCheckingBroken();
    }

    /** Gives all connections back; one with unread replies is not lent again. */
    @Override
    public void close() {
        closed = true;
        release();
    }

    private void release() {
        held.values().forEach(LeasedConnection::close);
        held.clear();
        sent.clear();
        call = null;
    }

    @Override
    public boolean isConnected() {
        return !closed;
    }

    @Override
    public boolean isBroken() {
        return closed;
    }
}
