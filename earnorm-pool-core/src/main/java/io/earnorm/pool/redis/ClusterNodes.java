package io.earnorm.pool.redis;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;

/** The nodes in use, each with a pool that is made when it is first needed. Thread-safe. */
final class ClusterNodes implements Iterable<ClusterNode> {

    private static final Duration LAZY = Duration.ofMillis(-1);

    private final RedisClusterOptions options;
    private final ClusterRoom room;
    private final Map<HostAndPort, ClusterNode> nodes = new ConcurrentHashMap<>();
    private final List<ClusterNode> leaving = new ArrayList<>(); // Closed, but some of their connections are still out.
    private PoolConfig config;
    private int maxTotal;
    private final List<Consumer<? super RedisPool>> listeners = new ArrayList<>();
    private volatile boolean suspended;
    private volatile boolean closed;

    ClusterNodes(RedisClusterOptions options) {
        this.options = options;
        this.room = options.maxTotal == 0 ? ClusterRoom.UNLIMITED : new ClusterRoom(options.maxTotal);
        this.maxTotal = options.maxTotal;
        this.config = options.config;
    }

    /** Finds out early what would make the pool of a node impossible. */
    static void check(RedisClusterOptions options) {
        ClusterNodes nodes = new ClusterNodes(options);
        RedisSettings settings = new RedisSettings(options.name, nodes.optionsOf(options.seeds.get(0)));
        if (settings.database != 0) {
            throw new PoolConfigurationException("A Redis cluster has database 0 only; remove extraConfig 'db'");
        }
        if (settings.protocol != null) {
            throw ExtraConfig.wrong(RedisSettings.PROTOCOL, "2 for a cluster", 3);
        }
    }

    /** {@return the node at an address, which need not be one of the cluster} */
    ClusterNode at(HostAndPort address) {
        ClusterNode node = nodes.get(address);
        return node != null && node.pool.state() != PoolState.CLOSED ? node : make(address);
    }

    private synchronized ClusterNode make(HostAndPort address) {
        requireOpen();
        return nodes.compute(
                address,
                (at, node) -> node != null && node.pool.state() != PoolState.CLOSED
                        ? node
                        : announced(new ClusterNode(at, optionsOf(at), room, this)));
    }

    private ClusterNode announced(ClusterNode node) {
        if (suspended) {
            node.pool.suspend();
        }
        listeners.forEach(listener -> listener.accept(node.pool));
        return node;
    }

    synchronized void addListener(Consumer<? super RedisPool> listener) {
        listeners.add(listener);
        forEach(node -> listener.accept(node.pool));
    }

    synchronized void removeListener(Consumer<? super RedisPool> listener) {
        listeners.remove(listener);
    }

    synchronized void suspend(boolean suspend) {
        suspended = suspend;
        forEach(node -> {
            if (suspend) {
                node.pool.suspend();
            } else {
                node.pool.resume();
            }
        });
    }

    boolean isSuspended() {
        return suspended;
    }

    synchronized PoolConfig config() {
        return config;
    }

    void requireOpen() {
        if (closed) {
            throw new PoolClosedException("Redis cluster '%s' is closed".formatted(options.name), null);
        }
    }

    private PoolOptions optionsOf(HostAndPort address) {
        Map<String, Object> extra = new HashMap<>(config.extraConfig());
        if (extra.keySet().stream().noneMatch(key -> ExtraConfig.same(key, RedisSettings.CLIENT_NAME))) {
            extra.put(RedisSettings.CLIENT_NAME, ClientName.of(options.name, null));
        }
        String host = address.getHost().contains(":") ? "[" + address.getHost() + "]" : address.getHost();
        PoolOptions.Builder node = PoolOptions.builder()
                .name("%s[%s]".formatted(options.name, address))
                .uri((options.tls ? "rediss://" : "redis://") + host + ":" + address.getPort())
                .config(config.toBuilder()
                        .minSize(floor(nodes.size() + 1))
                        .initializationFailTimeout(LAZY)
                        .extraConfig(extra)
                        .build());
        if (options.sslContext != null) {
            node.sslContext(options.sslContext);
        }
        if (options.credentials != null) {
            node.credentials(options.credentials);
        }
        return node.build();
    }

    /** All floors together must fit under the limit, or the pools would take the connections from each other for ever. */
    private int floor(int count) {
        return maxTotal == 0 ? config.minSize() : Math.min(config.minSize(), maxTotal / Math.max(1, count));
    }

    /** Closes the pools of all other nodes: what is leased there may be used to its end. */
    synchronized void retain(Set<HostAndPort> addresses) {
        for (Iterator<ClusterNode> all = nodes.values().iterator(); all.hasNext(); ) {
            ClusterNode node = all.next();
            if (!addresses.contains(node.address)) {
                all.remove();
                leaving.add(node);
                node.pool.close(Duration.ZERO);
            }
        }
        leaving.removeIf(node -> node.pool.getMetrics().total() == 0);
        resizeAll();
    }

    synchronized void resize(int minSize, int maxSize) {
        config = config.toBuilder().minSize(minSize).maxSize(maxSize).build();
        resizeAll();
    }

    synchronized void limitTotal(int newMaxTotal) {
        if (maxTotal == 0) {
            throw new IllegalStateException(
                    "Redis cluster '%s' was made without maxTotal, so its connections are not counted"
                            .formatted(options.name));
        }
        if (newMaxTotal < 1) {
            throw new PoolConfigurationException("maxTotal must be at least 1, but was %d".formatted(newMaxTotal));
        }
        room.resize(newMaxTotal - maxTotal);
        maxTotal = newMaxTotal;
        resizeAll();
        int tooMany = room.excess();
        for (ClusterNode node : this) {
            while (tooMany > 0 && node.giveUpIdle()) {
                tooMany--;
            }
        }
    }

    private void resizeAll() {
        int floor = floor(nodes.size());
        for (ClusterNode node : this) {
            PoolConfig now = node.pool.config();
            if (now.minSize() != floor || now.maxSize() != config.maxSize()) {
                node.pool.resize(floor, config.maxSize());
            }
        }
    }

    synchronized int maxTotal() {
        return maxTotal;
    }

    /** {@return all pools, by address} */
    Map<HostAndPort, RedisPool> pools() {
        Map<HostAndPort, RedisPool> pools =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        forEach(node -> pools.put(node.address, node.pool));
        return pools;
    }

    /** {@return also those that are closed, and wait for what is leased} */
    synchronized List<RedisPool> withLeaving() {
        return Stream.concat(nodes.values().stream(), leaving.stream())
                .map(node -> node.pool)
                .toList();
    }

    void clear() {
        forEach(node -> node.pool.clear());
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes all pools, one after the other, within one time. What is new is refused from the beginning. */
    void close(Duration drainTimeout) {
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("drainTimeout must be zero or positive, but was " + drainTimeout);
        }
        List<RedisPool> pools;
        synchronized (this) {
            closed = true;
            pools = withLeaving();
        }
        long deadline = System.nanoTime()
                + RedisClusterOptions.atMost(RedisClusterOptions.LONGEST, drainTimeout)
                        .toNanos();
        for (RedisPool pool : pools) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            pool.close(left);
        }
    }

    @Override
    public Iterator<ClusterNode> iterator() {
        return nodes.values().iterator();
    }
}
