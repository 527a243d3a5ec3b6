package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Asks the nodes who serves what, by one question at a time, and keeps the last answer. Thread-safe. */
final class ClusterDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterDiscovery.class);

    /** The longest that one node may take to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long BETWEEN_MOVES_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** While somebody waits for a node that failed. */
    private static final long AGAIN_MILLIS = 250;

    private final RedisClusterOptions options;
    private final ClusterNodes nodes;
    private final Executor executor;
    private final AtomicReference<@Nullable CompletableFuture<ClusterTopology>> underWay = new AtomicReference<>();
    private volatile ClusterTopology topology = ClusterTopology.UNKNOWN;
    private volatile long answeredAt = System.nanoTime();
    private volatile @Nullable Throwable lastFailure;
    private volatile @Nullable HostAndPort suspect; // The node that failed last.

    ClusterDiscovery(RedisClusterOptions options, ClusterNodes nodes, Executor executor) {
        this.options = options;
        this.nodes = nodes;
        this.executor = executor;
    }

    /** {@return the last answer; asks again when that is too old, without waiting} */
    ClusterTopology topology(long now) {
        long longest = options.topologyRefresh.toNanos();
        if (longest > 0 && now - answeredAt > longest && isKnown()) {
            answeredAt = now; // The next look at the time is for the next period, whatever the answer.
            hint();
        }
        return topology;
    }

    boolean isKnown() {
        return topology != ClusterTopology.UNKNOWN;
    }

    /** {@return why a node could not be asked, if the last one could not} */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** A node said who serves a slot; that the others have changed as well is likely. */
    void moved(int slot, HostAndPort to) {
        topology.moved(slot, to);
        if (System.nanoTime() - answeredAt > BETWEEN_MOVES_NANOS) { // Resharding moves one slot after the other.
            hint();
        }
    }

    /** A node failed: the others may know its successor. Doesn't wait for what they say. */
    void failed(HostAndPort node) {
        suspect = node;
        hint();
    }

    /** Asks without waiting. */
    void hint() {
        CompletableFuture<ClusterTopology> unused = refresh(); // Who wants the answer waits for it.
    }

    /**
     * Asks, unless a question is under way.
     *
     * @return the answer to come; it fails when no node answers
     */
    CompletableFuture<ClusterTopology> refresh() {
        CompletableFuture<ClusterTopology> mine = new CompletableFuture<>();
        CompletableFuture<ClusterTopology> other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(() -> run(mine));
        } catch (RuntimeException | Error e) { // Closed, or no thread can be had.
            underWay.set(null);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void run(CompletableFuture<ClusterTopology> answer) {
        try {
            ClusterTopology found = ask();
            topology = found;
            answeredAt = System.nanoTime();
            nodes.retain(found.primaries());
            underWay.set(null);
            answer.complete(found);
        } catch (RuntimeException | Error e) {
            LOG.debug("Redis cluster '{}' could not be asked for its nodes", options.name, e);
            underWay.set(null);
            answer.completeExceptionally(e);
        }
        if (suspectIsAwaited()) {
            CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS, executor)
                    .execute(this::hint);
        }
    }

    /** Those who wait for a node that fails learn of its successor only if somebody asks. */
    private boolean suspectIsAwaited() {
        HostAndPort node = suspect;
        RedisPool pool = node == null ? null : nodes.pools().get(node);
        return pool != null && pool.getMetrics().pending() > 0;
    }

    private ClusterTopology ask() {
        RuntimeException last = null;
        for (HostAndPort candidate : candidates()) {
            try {
                List<?> reply = slots(nodes.at(candidate).pool);
                ClusterTopology found = ClusterTopology.of(reply, candidate);
                if (!found.primaries().isEmpty()) { // It was not thrown out of the cluster.
                    lastFailure = null;
                    return found;
                }
            } catch (PoolException | JedisException | ClassCastException e) {
                if (last != null && last != e) {
                    e.addSuppressed(last);
                }
                last = e;
                lastFailure = e;
            }
        }
        throw last != null ? last : new JedisException("No node of the cluster serves anything");
    }

    /** All that are known, by chance, first those that serve slots, last the one that failed last. */
    private Set<HostAndPort> candidates() {
        Set<HostAndPort> candidates = new LinkedHashSet<>();
        candidates.addAll(shuffled(topology.primaries()));
        candidates.addAll(shuffled(topology.replicas()));
        candidates.addAll(shuffled(options.seeds));
        HostAndPort last = suspect;
        if (last != null && candidates.remove(last)) {
            candidates.add(last);
        }
        return candidates;
    }

    private static List<HostAndPort> shuffled(Iterable<HostAndPort> addresses) {
        List<HostAndPort> shuffled = new ArrayList<>();
        addresses.forEach(shuffled::add);
        Collections.shuffle(shuffled);
        return shuffled;
    }

    private static List<?> slots(RedisPool pool) {
        try (Lease<Jedis> lease = pool.acquire(PATIENCE)) {
            Connection connection = lease.connection().getConnection();
            connection.setSoTimeout(RedisSettings.narrower((int) PATIENCE.toMillis(), connection.getSoTimeout()));
            return (List<?>) connection.executeCommand(new CommandArguments(Command.CLUSTER).add("SLOTS"));
        }
    }
}
