package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** Brings commands to the nodes that execute them. Thread-safe. */
final class ClusterRouter {

    private final RedisClusterOptions options;
    private final ClusterNodes nodes;
    private final ClusterDiscovery discovery;

    ClusterRouter(RedisClusterOptions options, ClusterNodes nodes, ClusterDiscovery discovery) {
        this.options = options;
        this.nodes = nodes;
        this.discovery = discovery;
    }

    /** {@return the cluster's name} */
    String name() {
        return options.name;
    }

    /** {@return a command whose time begins now} */
    ClusterCall call() {
        return call(options.commandTimeout);
    }

    ClusterCall call(Duration timeout) {
        return new ClusterCall(options.name, options.maxRedirections, timeout, nodes, discovery);
    }

    /** Works on a connection to the node of a slot, as often as it takes until one executes it. */
    <R extends @Nullable Object> R execute(int slot, ClusterCall call, Function<Connection, R> work) {
        while (true) {
            HostAndPort node = call.node(slot);
            try {
                return execute(node, call, work);
            } catch (RuntimeException e) {
                call.failed(node, e);
            }
        }
    }

    private <R extends @Nullable Object> R execute(HostAndPort node, ClusterCall call, Function<Connection, R> work) {
        try (Connection connection = connection(node, call)) {
            call.limit(connection);
            if (call.isAsking()) {
                connection.executeCommand(Command.ASKING);
                call.limit(connection);
            }
            return work.apply(connection);
        }
    }

    /** Sends a command where it belongs, and returns the reply as it came. */
    @Nullable
    Object send(ClusterRoute route, CommandArguments args, ClusterCall call) {
        ClusterBroadcast broadcast = route.broadcast();
        return broadcast == null
                ? this.<@Nullable Object>execute(route.slot(), call, connection -> connection.executeCommand(args))
                : broadcast(broadcast, args, call);
    }

    /** Every node that serves slots is asked, also when one fails; the first failure is thrown then. */
    private @Nullable Object broadcast(ClusterBroadcast broadcast, CommandArguments args, ClusterCall call) {
        List<@Nullable Object> replies = new ArrayList<>();
        RuntimeException failure = null;
        for (HostAndPort node : primaries(call)) {
            try {
                replies.add(this.<@Nullable Object>execute(node, call, connection -> connection.executeCommand(args)));
            } catch (RuntimeException e) {
                discovery.failed(node); // It may have a successor.
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null && (broadcast != ClusterBroadcast.ONE || replies.isEmpty())) {
            throw failure;
        }
        return broadcast.combine(replies);
    }

    /** {@return those that serve slots; waits for the first answer of a cluster that isn't known yet} */
    List<HostAndPort> primaries(ClusterCall call) {
        call.node(ClusterRoute.ANY);
        return List.copyOf(discovery.topology(System.nanoTime()).primaries());
    }

    /** {@return a connection to a node, leased until it is closed} */
    LeasedConnection connection(HostAndPort node, ClusterCall call) {
        Lease<Jedis> lease = nodes.at(node).pool.acquire(call.left());
        try {
            return new LeasedConnection(lease);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    /** {@return a connection to any node, leased until it is closed} */
    LeasedConnection anyConnection() {
        ClusterCall call = call();
        while (true) {
            HostAndPort node = call.node(ClusterRoute.ANY);
            try {
                return connection(node, call);
            } catch (RuntimeException e) {
                call.failed(node, e);
            }
        }
    }

    /** {@return the pool of a node} */
    RedisPool pool(HostAndPort node) {
        return nodes.at(node).pool;
    }
}
