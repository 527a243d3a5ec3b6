package io.earnorm.pool.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis Cluster, in place of one server. What is not set is null or empty. */
final class ClusterSettings {

    /** Some nodes of the cluster to begin with, each as host or host:port; without a port it is 6379. */
    private List<String> nodes = new ArrayList<>();

    /** Most connections to all nodes together; max-size is for each node. Zero for no limit, as when absent. */
    private @Nullable Integer maxTotal;

    /** How often in a row a command is sent to another node (MOVED, ASK); 5 when absent. */
    private @Nullable Integer maxRedirections;

    /** Longest command: waiting for a connection, redirections, repetitions and the reply; connection-timeout when absent. */
    private @Nullable Duration commandTimeout;

    /** After how long the cluster is asked again for its nodes while it is used; a minute when absent. Zero: only after failures. */
    private @Nullable Duration topologyRefresh;

    /** Whether anything is written here. */
    boolean isSet() {
        return !nodes.isEmpty()
                || maxTotal != null
                || maxRedirections != null
                || commandTimeout != null
                || topologyRefresh != null;
    }

    public List<String> getNodes() {
        return nodes;
    }

    public void setNodes(List<String> nodes) {
        this.nodes = nodes;
    }

    public @Nullable Integer getMaxTotal() {
        return maxTotal;
    }

    public void setMaxTotal(@Nullable Integer maxTotal) {
        this.maxTotal = maxTotal;
    }

    public @Nullable Integer getMaxRedirections() {
        return maxRedirections;
    }

    public void setMaxRedirections(@Nullable Integer maxRedirections) {
        this.maxRedirections = maxRedirections;
    }

    public @Nullable Duration getCommandTimeout() {
        return commandTimeout;
    }

    public void setCommandTimeout(@Nullable Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public @Nullable Duration getTopologyRefresh() {
        return topologyRefresh;
    }

    public void setTopologyRefresh(@Nullable Duration topologyRefresh) {
        this.topologyRefresh = topologyRefresh;
    }
}
