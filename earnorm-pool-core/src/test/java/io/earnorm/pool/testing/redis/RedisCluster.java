package io.earnorm.pool.testing.redis;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis Cluster of real servers: three primaries with the slots in three parts, a replica for each, and a spare node. Takes
 * a node for dead within half a second.
 */
public final class RedisCluster implements AutoCloseable, ExtensionContext.Store.CloseableResource {

    private static final Duration NODE_TIMEOUT = Duration.ofMillis(500);
    private static final int SLOTS = 16_384;
    private static final int PRIMARIES = 3;

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisCluster() {}

    /** {@return a cluster in which every node knows every other and all slots are served} */
    public static RedisCluster start() {
        return start(2 * PRIMARIES + 1, node -> node);
    }

    /** {@return the same with three primaries alone, and with settings of their own; with TLS for all who talk to them} */
    public static RedisCluster ofPrimaries(UnaryOperator<RedisServer.Builder> settings) {
        return start(PRIMARIES, settings);
    }

    private static RedisCluster start(int nodes, UnaryOperator<RedisServer.Builder> settings) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < nodes; i++) {
                cluster.servers.add(settings.apply(node()).start());
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** {@return all nodes, also those that were killed: first those that began as primaries} */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    /** {@return {@code host:port,host:port,…} of all nodes} */
    public String nodes() {
        return servers.stream()
                .map(server -> server.host() + ":" + port(server))
                .collect(Collectors.joining(","));
    }

    /** {@return {@code redis-cluster://} and all nodes, {@code rediss-cluster://} where they have TLS} */
    public String uri() {
        return (servers.get(0).tlsPort() == 0 ? "redis-cluster://" : "rediss-cluster://") + nodes();
    }

    /** {@return a node that serves nothing, until a slot is moved to it} */
    public RedisServer spare() {
        return servers.get(2 * PRIMARIES);
    }

    /** {@return the node that serves a slot, as the nodes themselves say} */
    public RedisServer owner(int slot) {
        for (RedisServer server : alive()) {
            if (serves(server, slot)) {
                return server;
            }
        }
        throw new IllegalStateException("Nobody serves slot " + slot);
    }

    /** Moves a slot and its keys as a resharding does, one key after the other. */
    public void move(int slot, RedisServer to) {
        RedisServer from = owner(slot);
        beginMove(slot, from, to);
        moveKeys(slot, from, to);
        endMove(slot, to);
    }

    /** From now on keys may be at either of both nodes. */
    public void beginMove(int slot, RedisServer from, RedisServer to) {
        cluster(to, "SETSLOT", Integer.toString(slot), "IMPORTING", id(from));
        cluster(from, "SETSLOT", Integer.toString(slot), "MIGRATING", id(to));
    }

    /** Moves the keys of a slot whose move has begun. */
    public void moveKeys(int slot, RedisServer from, RedisServer to) {
        from.run(jedis -> {
            List<String> keys = keys(jedis, slot);
            while (!keys.isEmpty()) {
                keys.forEach(key -> jedis.migrate(to.host(), to.port(), key, 0, 5_000));
                keys = keys(jedis, slot);
            }
        });
    }

    /** Tells all primaries who serves a slot now, the new owner first. */
    public void endMove(int slot, RedisServer to) {
        String owner = id(to);
        cluster(to, "SETSLOT", Integer.toString(slot), "NODE", owner);
        for (RedisServer server : alive()) {
            if (server != to && isPrimary(server)) {
                cluster(server, "SETSLOT", Integer.toString(slot), "NODE", owner);
            }
        }
    }

    /** {@return whether a node is a primary, by its own account} */
    public boolean isPrimary(RedisServer server) {
        return server.admin(jedis -> jedis.info("replication")).contains("role:master");
    }

    /** Starts what was killed, and returns when all nodes agree again and every replica follows its primary. */
    public void heal() {
        servers.forEach(server -> {
            if (!server.isAlive()) {
                server.restart();
            }
            server.thaw();
        });
        awaitAgreement();
        alive().stream().filter(server -> !isPrimary(server)).forEach(RedisCluster::awaitFollowing);
    }

    /** Whole again, and empty. */
    void refresh() {
        heal();
        alive().stream().filter(this::isPrimary).forEach(server -> server.run(Jedis::flushAll));
    }

    /** Returns when all nodes that run say that the cluster serves every slot, and agree on who does. */
    public void awaitAgreement() {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(this::agrees);
    }

    /** {@return the nodes that run} */
    public List<RedisServer> alive() {
        return servers.stream().filter(RedisServer::isAlive).toList();
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }

    private static RedisServer.Builder node() {
        return RedisServer.builder()
                .cluster(NODE_TIMEOUT)
                .directive("repl-diskless-sync-delay", "0")
                .directive("cluster-replica-validity-factor", "0");
    }

    /** The one that the nodes use themselves. */
    private static int port(RedisServer server) {
        return server.tlsPort() == 0 ? server.port() : server.tlsPort();
    }

    private void join() {
        for (int i = 0; i < servers.size(); i++) {
            cluster(servers.get(i), "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            addSlots(servers.get(i), i * SLOTS / PRIMARIES, (i + 1) * SLOTS / PRIMARIES);
        }
        for (int i = 0; i < servers.size(); i++) {
            for (int j = 0; j < i; j++) {
                meet(servers.get(i), servers.get(j));
            }
        }
        awaitAgreement();
        if (servers.size() > PRIMARIES) {
            addReplicas();
        }
    }

    private void addReplicas() {
        for (int i = 0; i < PRIMARIES; i++) {
            cluster(servers.get(PRIMARIES + i), "REPLICATE", id(servers.get(i)));
        }
        servers.subList(PRIMARIES, 2 * PRIMARIES).forEach(RedisCluster::awaitFollowing);
        awaitAgreement();
    }

    private static void awaitFollowing(RedisServer replica) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> replica.admin(jedis -> jedis.info("replication")).contains("master_link_status:up"));
    }

    private static void meet(RedisServer one, RedisServer other) {
        cluster(one, "MEET", other.host(), Integer.toString(port(other)));
    }

    private static void addSlots(RedisServer server, int from, int to) {
        List<String> arguments = new ArrayList<>(List.of("ADDSLOTS"));
        IntStream.range(from, to).mapToObj(Integer::toString).forEach(arguments::add);
        cluster(server, arguments.toArray(String[]::new));
    }

    private boolean agrees() {
        try {
            return alive().stream().map(this::view).distinct().count() == 1
                    && !view(alive().get(0)).isEmpty();
        } catch (JedisException e) {
            return false;
        }
    }

    /**
     * Who is whose replica and serves what: the lines of CLUSTER NODES without what differs between nodes. Empty while a node
     * doesn't know all others, or finds that the cluster doesn't serve.
     */
    private String view(RedisServer server) {
        return server.admin(jedis -> {
            String info = text(jedis.sendCommand(Command.CLUSTER, "INFO"));
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + servers.size())
                    ? view(text(jedis.sendCommand(Command.CLUSTER, "NODES")))
                    : "";
        });
    }

    private static String view(String nodes) {
        return nodes.lines()
                .map(line -> line.split(" "))
                .map(field -> field[0]
                        + field[2].replace("myself,", "")
                        + field[3]
                        + String.join(" ", List.of(field).subList(8, field.length)))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static boolean serves(RedisServer server, int slot) {
        String own = text(cluster(server, "NODES"))
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        String[] fields = own.split(" ");
        return List.of(fields).subList(8, fields.length).stream()
                .filter(range -> !range.startsWith("["))
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    private static String id(RedisServer server) {
        return text(cluster(server, "MYID"));
    }

    @SuppressWarnings("unchecked") // The reply is a list of keys.
    private static List<String> keys(Jedis jedis, int slot) {
        Object reply = jedis.sendCommand(Command.CLUSTER, "GETKEYSINSLOT", Integer.toString(slot), "100");
        return ((List<byte[]>) reply).stream().map(RedisCluster::text).toList();
    }

    private static Object cluster(RedisServer server, String... arguments) {
        return server.admin(jedis -> jedis.sendCommand(Command.CLUSTER, arguments));
    }

    private static String text(Object reply) {
        return new String((byte[]) reply, StandardCharsets.UTF_8);
    }
}
