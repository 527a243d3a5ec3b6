package io.earnorm.pool.redis;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Connections to a Redis Cluster: a {@link RedisPool} for each node that serves slots, made when it is first needed and closed
 * when the node has left or serves nothing any more. Works with Jedis 6, 7 and 8. Thread-safe.
 *
 * <p>It is no {@code Pool<Jedis>}, because a connection to a cluster as a whole does not exist: {@link #commands()} brings each
 * command to where it belongs, and {@link #nodeFor(String)} lends connections to one node.
 */
public final class RedisClusterPool implements ManagedPool {

    static final String BACKEND = "redis-cluster";

    private static final Logger LOG = LoggerFactory.getLogger(RedisClusterPool.class);

    private final RedisClusterOptions options;
    private final ExecutorService executor;
    private final ClusterNodes nodes;
    private final ClusterDiscovery discovery;
    private final ClusterRouter router;
    private final ClusterHealth health;
    private final UnifiedJedis commands;
    private volatile boolean started;

    private RedisClusterPool(RedisClusterOptions options) {
        this.options = options;
        this.executor = ClusterThreads.of(options.name);
        this.nodes = new ClusterNodes(options);
        this.discovery = new ClusterDiscovery(options, nodes, executor);
        this.router = new ClusterRouter(options, nodes, discovery);
        this.health = new ClusterHealth(this, discovery, nodes, executor);
        this.commands = new ClusterCommands(router);
    }

    /**
     * Makes a pool for a cluster. Starts nothing: the first use asks a node for the others.
     *
     * @param options which cluster, and how
     * @return a {@link PoolState#NEW} pool
     * @throws io.earnorm.pool.exception.PoolConfigurationException if an option cannot work, or two of them contradict each
     *     other; the message never holds the URI or a secret
     */
    public static RedisClusterPool create(RedisClusterOptions options) {
        ClusterNodes.check(options);
        return new RedisClusterPool(options);
    }

    /** {@return the cluster's name in logs and messages} */
    @Override
    public String name() {
        return options.name;
    }

    /** {@return {@code redis-cluster}} */
    @Override
    public String backend() {
        return BACKEND;
    }

    /** {@return what is in force for the pool of each node; {@code minSize} before it is lowered to fit under the limit} */
    @Override
    public PoolConfig config() {
        return nodes.config();
    }

    /**
     * Asks for the nodes, and has {@code minSize} connections made to each that serves slots. Not needed: the first command
     * asks, too, and a node's pool is made when it is first used.
     *
     * @throws ConnectionFailedException if no node answers within {@code initializationFailTimeout}; never when that is
     *     negative, and then it doesn't wait for an answer either
     * @throws io.earnorm.pool.exception.PoolClosedException if it is closed
     */
    @Override
    public void init() {
        started = true;
        Duration patience = options.config.initializationFailTimeout();
        if (patience.isNegative()) {
            nodes.requireOpen();
            executor.execute(this::fillIfPossible);
            return;
        }
        try {
            fill(router.primaries(router.call(patience)));
        } catch (PoolTimeoutException e) {
            throw new ConnectionFailedException(
                    "Redis cluster '%s': none of the nodes %s answered within %d ms"
                            .formatted(options.name, options.seeds, patience.toMillis()),
                    e);
        }
    }

    private void fillIfPossible() {
        try {
            fill(router.primaries(router.call()));
        } catch (PoolException e) {
            LOG.debug("Redis cluster '{}' could not be reached; the first command tries again", options.name, e);
        }
    }

    private void fill(Collection<HostAndPort> primaries) {
        primaries.forEach(node -> nodes.at(node).pool.init());
    }

    /**
     * The whole command API on the cluster. Each command goes to the node that serves the slot of its keys, on a connection
     * of that node's pool, and follows MOVED and ASK; one without keys goes to any node, or to all that serve slots, whose
     * replies become one (PING, FLUSHALL, DBSIZE, KEYS, SCRIPT LOAD, CONFIG SET and the like). A pipeline holds a connection
     * to each node that it needs until its replies are read. Transactions, WATCH and SCAN without a hash tag are refused.
     *
     * <p>A command that surely was not executed is repeated, until {@code commandTimeout}: when its node can't be connected
     * to, or answered CLUSTERDOWN, TRYAGAIN, LOADING, MASTERDOWN or READONLY. A command whose connection broke is not.
     *
     * <p>Throws {@link PoolTimeoutException} when no node has executed the command in time, what {@link RedisPool#acquire()}
     * throws, and what Jedis throws. Thread-safe.
     *
     * @return always the same object; closing it does nothing
     */
    public UnifiedJedis commands() {
        return commands;
    }

    /**
     * The node that serves a key now: for transactions, and everything else that needs one connection. What is done there
     * follows no redirection.
     *
     * @param key of a value
     * @return the pool of its node; a pool of a node that leaves the cluster is closed
     * @throws PoolTimeoutException if no node says within {@code commandTimeout} who serves the key
     * @throws io.earnorm.pool.exception.PoolClosedException if it is closed
     */
    public RedisPool nodeFor(String key) {
        return router.pool(router.call().node(JedisClusterCRC16.getSlot(key)));
    }

    /** {@return the nodes in use now, each with its pool, in the order of their addresses; a copy} */
    public Map<HostAndPort, RedisPool> nodes() {
        return Collections.unmodifiableMap(nodes.pools());
    }

    /**
     * Hears of the pool of each node: at once of those that there are, later of each when it is made, before anybody uses it.
     *
     * @param listener must not wait, and asks the cluster nothing
     */
    public void addNodeListener(Consumer<? super RedisPool> listener) {
        nodes.addListener(listener);
    }

    /**
     * Removes a listener. Does nothing when it is not there.
     *
     * @param listener the listener; compared by identity
     */
    public void removeNodeListener(Consumer<? super RedisPool> listener) {
        nodes.removeListener(listener);
    }

    /** {@return {@code NEW} until it is used, then {@code RUNNING} or {@code SUSPENDED} until it is {@code CLOSED}} */
    @Override
    public PoolState state() {
        if (nodes.isClosed()) {
            return PoolState.CLOSED;
        }
        if (nodes.isSuspended()) {
            return PoolState.SUSPENDED;
        }
        return started || discovery.isKnown() ? PoolState.RUNNING : PoolState.NEW;
    }

    /**
     * Asks each node that serves slots, side by side; takes hardly longer than {@code validationTimeout}.
     *
     * @return up when every slot is served, and each node that serves some answers; the details name each node
     */
    @Override
    public PoolHealth checkHealth() {
        return health.check(options.config.validationTimeout());
    }

    /**
     * What all pools look like now, those of nodes that have left and wait for their leases included.
     *
     * @return sums; {@code maxSize} is what all may have together, {@code connecting} counts also what waits for room under
     *     {@code maxTotal}
     */
    @Override
    public PoolMetrics getMetrics() {
        return ClusterFigures.metrics(nodes.withLeaving(), nodes.maxTotal());
    }

    /**
     * What the pools of the present nodes did since they were made.
     *
     * @return sums; of times the worst node's, because percentiles can't be added
     */
    @Override
    public PoolStatistics getStatistics() {
        return ClusterFigures.statistics(nodes.withLeaving());
    }

    /** {@return every connection to every node; their ids are unique per node} */
    @Override
    public List<ConnectionMetrics> getConnections() {
        return nodes.pools().values().stream()
                .flatMap(pool -> pool.getConnections().stream())
                .toList();
    }

    /** Replaces all connections to all nodes, and asks for the nodes again. Nobody waiting is failed. */
    @Override
    public void clear() {
        nodes.clear();
        if (discovery.isKnown() && !nodes.isSuspended()) {
            discovery.hint();
        }
    }

    /** Commands wait for a connection, up to {@code commandTimeout}, until {@link #resume()}; leases may come back. */
    @Override
    public void suspend() {
        nodes.suspend(true);
    }

    /** Ends {@link #suspend()}. */
    @Override
    public void resume() {
        nodes.suspend(false);
    }

    /**
     * Changes what each node's pool may have, as {@link io.earnorm.pool.Pool#resize} does.
     *
     * @param minSize the floor per node
     * @param maxSize the ceiling per node
     * @throws io.earnorm.pool.exception.PoolConfigurationException if they contradict each other
     */
    @Override
    public void resize(int minSize, int maxSize) {
        nodes.resize(minSize, maxSize);
    }

    /**
     * Changes what all nodes' pools together may have. Idle connections above it are closed at once, leased ones when they
     * come back.
     *
     * @param maxTotal at least 1
     * @throws IllegalStateException if there was no such limit to begin with
     */
    public void limitTotal(int maxTotal) {
        nodes.limitTotal(maxTotal);
    }

    /** Closes all pools, waiting for leases for up to {@code drainTimeout}. A second call changes nothing. */
    @Override
    public void close() {
        close(options.config.drainTimeout());
    }

    /**
     * Closes all pools. What waits for a connection fails; a command that is under way ends.
     *
     * @param drainTimeout the longest wait for leases of all pools together; zero: it doesn't wait
     * @throws IllegalArgumentException if it is negative
     */
    @Override
    public void close(Duration drainTimeout) {
        nodes.close(drainTimeout);
        executor.shutdownNow();
    }

    @Override
    public String toString() {
        return "RedisClusterPool[%s, %s, %s]".formatted(options.name, state(), getMetrics());
    }
}
