package io.earnorm.pool.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.providers.ConnectionProvider;

/** Gives Jedis's high-level client connections of a cluster. Closing the provider does nothing. */
final class ClusterProvider implements ConnectionProvider {

    private final ClusterRouter router;
    private final Connection perCommand;

    ClusterProvider(ClusterRouter router) {
        this.router = router;
        this.perCommand = new ClusterConnection(router);
    }

    /** For pipelines. */
    @Override
    public Connection getConnection() {
        return new ClusterPipeline(router);
    }

    /** For one command. */
    @Override
    public Connection getConnection(CommandArguments args) {
        return perCommand;
    }

    /** For scans, which go from node to node; replicas have nothing of their own. */
    @Override
    public Map<?, ?> getConnectionMap() {
        Map<HostAndPort, Connection> connections = new LinkedHashMap<>();
        for (HostAndPort node : router.primaries(router.call())) {
            connections.put(node, new CommandConnection(router.pool(node), false));
        }
        return connections;
    }

    /** The same; Jedis asks for it since 7. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return getConnectionMap();
    }

    @Override
    public void close() {}
}
