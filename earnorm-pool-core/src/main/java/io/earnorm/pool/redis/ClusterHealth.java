package io.earnorm.pool.redis;

import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.metrics.ConnectionMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** Asks all nodes that serve slots side by side: a cluster is up when every slot is served by a node that answers. */
final class ClusterHealth {

    private final RedisClusterPool cluster;
    private final ClusterDiscovery discovery;
    private final ClusterNodes nodes;
    private final Executor executor;

    ClusterHealth(RedisClusterPool cluster, ClusterDiscovery discovery, ClusterNodes nodes, Executor executor) {
        this.cluster = cluster;
        this.discovery = discovery;
        this.nodes = nodes;
        this.executor = executor;
    }

    /** Takes hardly longer than one node's validationTimeout. */
    PoolHealth check(Duration patience) {
        long start = System.nanoTime();
        String unknown = discovery.isKnown() ? null : discover(patience);
        Map<HostAndPort, CompletableFuture<PoolHealth>> answers = new LinkedHashMap<>();
        if (unknown == null) {
            for (HostAndPort node : discovery.topology(start).primaries()) {
                answers.put(node, CompletableFuture.supplyAsync(() -> ask(nodes.at(node).pool), executor));
            }
        }
        return summary(start, unknown, answers);
    }

    private static PoolHealth ask(RedisPool pool) {
        pool.init(); // One that was never used would say only that.
        return pool.checkHealth();
    }

    private @Nullable String discover(Duration patience) {
        try {
            long nanos = patience.isZero() ? Long.MAX_VALUE : patience.toNanos();
            discovery.refresh().get(nanos, TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return "No node of the cluster answers: " + e.getCause();
        } catch (TimeoutException e) {
            return "No node of the cluster answered within " + patience.toMillis() + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted while the nodes of the cluster were asked";
        }
    }

    private PoolHealth summary(
            long start, @Nullable String unknown, Map<HostAndPort, CompletableFuture<PoolHealth>> answers) {
        Map<String, String> details = new LinkedHashMap<>();
        List<ConnectionMetrics> connections = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        if (unknown != null) {
            complaints.add(unknown);
        }
        answers.forEach((node, answer) -> {
            String reason = reasonOf(answer, connections);
            details.put("node " + node, reason == null ? "up" : reason);
            if (reason != null) {
                complaints.add(node + ": " + reason);
            }
        });
        int served = discovery.topology(start).served();
        details.put("slots", "%d of %d".formatted(served, ClusterTopology.SLOTS));
        if (unknown == null && served < ClusterTopology.SLOTS) {
            complaints.add("%d of %d slots are served".formatted(served, ClusterTopology.SLOTS));
        }
        String reason = complaints.isEmpty()
                ? "All %d nodes that serve slots answer".formatted(answers.size())
                : String.join("; ", complaints);
        return new PoolHealth(
                cluster.name(),
                RedisClusterPool.BACKEND,
                complaints.isEmpty(),
                reason,
                cluster.state(),
                cluster.getMetrics(),
                connections,
                Duration.ofNanos(System.nanoTime() - start),
                details);
    }

    private static @Nullable String reasonOf(
            CompletableFuture<PoolHealth> answer, List<ConnectionMetrics> connections) {
        try {
            PoolHealth health = answer.get();
            connections.addAll(health.connections());
            return health.up() ? null : health.reason();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted while the node was asked";
        }
    }
}
