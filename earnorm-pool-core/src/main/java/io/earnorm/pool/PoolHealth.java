package io.earnorm.pool;

import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whether a pool can serve, and why (not). Holds no URI and no secret.
 *
 * @param pool the pool's name
 * @param backend the backend's name
 * @param up whether the backend answered, or every connection is in use and nothing failed since
 * @param reason one line for a human
 * @param state what the pool was doing
 * @param metrics its counts
 * @param connections its connections, one by one
 * @param took how long the check took
 * @param details what the backend adds, for example its version
 */
public record PoolHealth(
        String pool,
        String backend,
        boolean up,
        String reason,
        PoolState state,
        PoolMetrics metrics,
        List<ConnectionMetrics> connections,
        Duration took,
        Map<String, String> details) {

    /** Copies the collections, so that the snapshot never changes. */
    public PoolHealth {
        connections = List.copyOf(connections);
        details = Map.copyOf(details);
    }
}
