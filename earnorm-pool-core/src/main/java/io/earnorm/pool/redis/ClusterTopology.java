package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** Who serves which slot, as one node said. Only a redirection changes it; everything else makes a new one. Thread-safe. */
final class ClusterTopology {

    static final int SLOTS = 16_384;
    static final ClusterTopology UNKNOWN = new ClusterTopology();

    private final AtomicReferenceArray<@Nullable HostAndPort> owners = new AtomicReferenceArray<>(SLOTS);
    private final Set<HostAndPort> primaries = new LinkedHashSet<>();
    private final Set<HostAndPort> replicas = new LinkedHashSet<>();

    private ClusterTopology() {}

    /**
     * Reads the reply to {@code CLUSTER SLOTS}: ranges of slots, each with its primary and then its replicas.
     *
     * @param asked who replied; a node without a host is at the same one
     */
    static ClusterTopology of(List<?> reply, HostAndPort asked) {
        ClusterTopology topology = new ClusterTopology();
        for (Object range : reply) {
            topology.add((List<?>) range, asked);
        }
        return topology;
    }

    private void add(List<?> range, HostAndPort asked) {
        if (range.size() < 3) {
            return;
        }
        HostAndPort primary = node(range.get(2), asked);
        primaries.add(primary);
        for (int slot = number(range.get(0)); slot <= number(range.get(1)); slot++) {
            owners.set(slot, primary);
        }
        for (Object replica : range.subList(3, range.size())) {
            replicas.add(node(replica, asked));
        }
    }

    private static HostAndPort node(Object entry, HostAndPort asked) {
        List<?> fields = (List<?>) entry;
        byte[] host = (byte[]) fields.get(0);
        return resolve(
                new HostAndPort(host == null ? "" : new String(host, StandardCharsets.UTF_8), number(fields.get(1))),
                asked);
    }

    /** A node that doesn't know its own address gives none: it is where it was found. */
    static HostAndPort resolve(HostAndPort node, HostAndPort asked) {
        boolean unknown = node.getHost().isEmpty() || node.getHost().equals("?");
        return unknown ? new HostAndPort(asked.getHost(), node.getPort()) : node;
    }

    private static int number(Object number) {
        return ((Long) number).intValue();
    }

    /** {@return who serves a slot, or {@code null} when nobody does} */
    @Nullable
    HostAndPort owner(int slot) {
        return owners.get(slot);
    }

    /** A node said who serves a slot now. */
    void moved(int slot, HostAndPort to) {
        owners.set(slot, to);
    }

    /** {@return those that serve slots} */
    Set<HostAndPort> primaries() {
        return Collections.unmodifiableSet(primaries);
    }

    /** {@return those that may take over} */
    Set<HostAndPort> replicas() {
        return Collections.unmodifiableSet(replicas);
    }

    /** {@return how many slots somebody serves} */
    int served() {
        int served = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            served += owners.get(slot) == null ? 0 : 1;
        }
        return served;
    }
}
