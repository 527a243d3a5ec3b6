package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.providers.ConnectionProvider;

/** Gives Jedis's high-level client connections of a pool. Closing the provider does nothing. */
final class LeaseProvider implements ConnectionProvider {

    private final Pool<Jedis> pool;
    private final Connection perCommand;

    LeaseProvider(Pool<Jedis> pool) {
        this(pool, false);
    }

    LeaseProvider(Pool<Jedis> pool, boolean hasSuccessors) {
        this.pool = pool;
        this.perCommand = new CommandConnection(pool, hasSuccessors);
    }

    /** For pipelines, transactions and subscriptions: leased until it is closed, or nobody can close it any more. */
    @Override
    public Connection getConnection() {
        Lease<Jedis> lease = pool.acquire();
        try {
            LeasedConnection connection = new LeasedConnection(lease);
            connection.closeWhenForgotten(pool.name());
            return connection;
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    /** For one command. */
    @Override
    public Connection getConnection(CommandArguments args) {
        return perCommand;
    }

    /** For scans, which keep what they are given and never close it. */
    @Override
    public Map<?, ?> getConnectionMap() {
        return Map.of(pool.name(), perCommand);
    }

    /** The same; Jedis asks for it since 7. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return getConnectionMap();
    }

    @Override
    public void close() {}
}
