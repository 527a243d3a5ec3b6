package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Where a command goes: to the node of its keys' slot, to all that serve slots, or to any of them.
 *
 * @param slot of the keys, or {@link #ANY}
 * @param broadcast how the replies of all nodes become one, or {@code null}
 */
record ClusterRoute(int slot, @Nullable ClusterBroadcast broadcast) {

    static final int ANY = -1;

    private static final ClusterRoute TO_ANY = new ClusterRoute(ANY, null);

    /** Their keys are counted by an argument: EVAL script numkeys key… */
    private static final Set<String> COUNT_THEIR_KEYS =
            Set.of("EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO");

    private static final Set<String> OF_ONE_CONNECTION = Set.of("MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH");

    /**
     * Finds out.
     *
     * @throws JedisClusterOperationException if the keys are in several slots
     * @throws IllegalArgumentException if the command makes no sense for a cluster as a whole
     */
    static ClusterRoute of(CommandArguments args) {
        if (args instanceof SampledArguments sampled) {
            return new ClusterRoute(slotOf(sampled.sampleKey()), null);
        }
        List<?> keys = args.getKeys();
        return keys.isEmpty() || args.getCommand() == Command.KEYS ? withoutKeys(args) : toSlotOf(keys);
    }

    private static ClusterRoute toSlotOf(List<?> keys) {
        int slot = ANY;
        for (Object key : keys) {
            int next = slotOf(key);
            if (slot != ANY && slot != next) {
                throw new JedisClusterOperationException(
                        "The keys of one command must be in one slot of the cluster; give them the same {hash tag}");
            }
            slot = next;
        }
        return new ClusterRoute(slot, null);
    }

    private static int slotOf(Object key) {
        if (key instanceof Rawable raw) {
            return JedisClusterCRC16.getSlot(raw.getRaw());
        }
        return key instanceof byte[] bytes ? JedisClusterCRC16.getSlot(bytes) : JedisClusterCRC16.getSlot((String) key);
    }

    private static ClusterRoute withoutKeys(CommandArguments args) {
        String name = text(args.getCommand());
        if (COUNT_THEIR_KEYS.contains(name)) {
            return toSlotOf(countedKeys(args));
        }
        if (name.equals("SCAN")) {
            return new ClusterRoute(slotOfPattern(args), null);
        }
        if (OF_ONE_CONNECTION.contains(name) && args.getKeys().isEmpty()) {
            throw new IllegalArgumentException(
                    name + " needs one connection to one node: use RedisClusterPool.nodeFor(key)");
        }
        ClusterBroadcast broadcast = ClusterBroadcast.of(name, argument(args, 1));
        return broadcast == null ? TO_ANY : new ClusterRoute(ANY, broadcast);
    }

    private static List<Rawable> countedKeys(CommandArguments args) {
        String count = argument(args, 2);
        List<Rawable> keys = new ArrayList<>();
        Iterator<Rawable> all = args.iterator();
        for (int i = 0; all.hasNext() && i < 3 + Integer.parseInt(count); i++) {
            Rawable key = all.next();
            if (i >= 3) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** A cursor is one node's own, so one must be able to tell from each call to which one it belongs. */
    private static int slotOfPattern(CommandArguments args) {
        boolean next = false;
        for (Rawable argument : args) {
            String value = new String(argument.getRaw(), StandardCharsets.UTF_8);
            if (next && value.matches("(?s)[^{}*?\\[\\\\]*\\{[^{}*?\\[\\\\]+}.*")) {
                return JedisClusterCRC16.getSlot(value);
            }
            next = value.equalsIgnoreCase("MATCH");
        }
        throw new IllegalArgumentException(
                "SCAN is for one node: use scanIteration(…) for the whole cluster, or a MATCH pattern with a {hash tag}");
    }

    private static String argument(CommandArguments args, int index) {
        Iterator<Rawable> all = args.iterator();
        for (int i = 0; i < index && all.hasNext(); i++) {
            all.next();
        }
        return all.hasNext() ? text(all.next()) : "";
    }

    private static String text(Rawable argument) {
        return new String(argument.getRaw(), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }
}
