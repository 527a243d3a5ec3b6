package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.providers.ConnectionProvider;

/** Gives Jedis's high-level client connections of a pool, each until it is closed. Closing the provider does nothing. */
final class LeaseProvider implements ConnectionProvider {

    private final Supplier<Lease<Jedis>> acquire;

    LeaseProvider(Supplier<Lease<Jedis>> acquire) {
        this.acquire = acquire;
    }

    @Override
    public Connection getConnection() {
        Lease<Jedis> lease = acquire.get();
        try {
            return new LeasedConnection(lease);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(CommandArguments args) {
        return getConnection();
    }

    /** For scans, which keep what they are given and never close it: one that acquires for each command. */
    @Override
    public Map<?, ?> getConnectionMap() {
        return Map.of("pool", new BorrowingConnection(this));
    }

    /** The same; Jedis asks for it since 7. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return getConnectionMap();
    }

    @Override
    public void close() {}
}
