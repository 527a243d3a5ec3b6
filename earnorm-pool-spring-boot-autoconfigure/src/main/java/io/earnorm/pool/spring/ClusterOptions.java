package io.earnorm.pool.spring;

import io.earnorm.pool.PoolOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what is written below {@code cluster} into a URI, and refuses what a cluster cannot have. */
final class ClusterOptions {

    private final RedisPoolSettings settings;
    private final PropertyErrors errors;

    ClusterOptions(RedisPoolSettings settings, PropertyErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /** Whether a URI names a cluster. */
    static boolean isCluster(@Nullable String uri) {
        String scheme = uri == null ? "" : uri.toLowerCase(Locale.ROOT);
        return scheme.startsWith("redis-cluster://") || scheme.startsWith("rediss-cluster://");
    }

    /**
     * Applies the nodes, if there are any.
     *
     * @param tls whether connections are to be secure
     * @throws PoolPropertyException if a setting contradicts them
     */
    void applyTo(PoolOptions.Builder options, boolean tls) {
        refuseContradictions();
        if (!settings.getCluster().getNodes().isEmpty()) {
            String nodes = NodeList.join(settings.getCluster().getNodes(), "cluster.nodes", errors);
            options.uri((tls ? "rediss-cluster://" : "redis-cluster://") + nodes);
        }
    }

    private void refuseContradictions() {
        boolean nodes = !settings.getCluster().getNodes().isEmpty();
        if (settings.getSentinel().isSet()) {
            throw errors.of(
                    nodes ? "cluster.nodes" : "cluster",
                    "there are both a cluster and sentinels, and a cluster has none",
                    "Remove what is below cluster, or what is below sentinel.");
        }
        if (nodes && settings.getUri() != null) {
            throw errors.of(
                    "uri",
                    "there are both a URI and the nodes of a cluster, and both say where the servers are",
                    "Remove the URI, or cluster.nodes.");
        }
        if (settings.getUri() != null && !isCluster(settings.getUri())) {
            throw errors.of(
                    "uri",
                    "it names one server, and there are settings for a cluster",
                    "Remove what is below cluster, or write redis-cluster:// or rediss-cluster:// for a cluster.");
        }
    }

    /**
     * Checks what was said in properties and by customizers.
     *
     * @throws PoolPropertyException if no cluster can be so
     */
    void check(PoolOptions options) {
        if (options.database().filter(database -> !database.equals("0")).isPresent()) {
            throw errors.of("database", "a cluster has database 0 only", "Remove it.");
        }
        if (errors.isWrittenBelow("resilience")) {
            throw errors.of(
                    "resilience",
                    "a cluster has neither retry nor breaker: a node that fails is looked up again until cluster.command-timeout is over",
                    "Remove what is below resilience; that of earnorm.pool.defaults does no harm.");
        }
    }
}
