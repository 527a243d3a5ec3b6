package io.earnorm.pool.testing.redis;

import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A master with replicas, and the sentinels that watch it, each a process on 127.0.0.1. Complete when it is there: the
 * replicas are in step, and the sentinels know them and each other.
 */
public final class RedisSentinels implements AutoCloseable {

    /** What the sentinels call the master. */
    public static final String NAME = "mymaster";

    /** So long that a busy machine isn't taken for a dead one. */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(5);

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();
    private final Builder builder;

    private RedisSentinels(Builder builder) {
        this.builder = builder;
        try {
            servers.add(builder.server(null));
            for (int i = 0; i < builder.replicas; i++) {
                servers.add(builder.server(servers.get(0)));
            }
            awaitReplicas(servers.get(0), builder.replicas);
            startSentinels();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** {@return one master, two replicas and three sentinels} */
    public static RedisSentinels start() {
        return builder().start();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return all servers, whoever is the master} */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    /** {@return the sentinels} */
    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** {@return {@code redis-sentinel://…}, without credentials} */
    public String uri() {
        return uri(NAME);
    }

    /** {@return the same for a master that the sentinels call otherwise} */
    public String uri(String masterName) {
        boolean tls = builder.certificate != null;
        return (tls ? "rediss-sentinel://" : "redis-sentinel://") + nodes() + "/0?sentinelMasterId=" + masterName;
    }

    /** {@return the sentinels' addresses, divided by commas} */
    public String nodes() {
        boolean tls = builder.certificate != null;
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + (tls ? sentinel.tlsPort() : sentinel.port()))
                .collect(Collectors.joining(","));
    }

    /** {@return who is the master, as a sentinel says} */
    public RedisServer master(RedisServer sentinel) {
        List<String> address = sentinel.admin(jedis -> jedis.sentinelGetMasterAddrByName(NAME));
        int port = Integer.parseInt(address.get(1));
        return servers.stream()
                .filter(server -> server.port() == port || server.tlsPort() == port)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the one that all sentinels name} */
    public RedisServer master() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> sentinels.stream().map(this::master).distinct().count() == 1);
        return master(sentinels.get(0));
    }

    /** A planned failover. Returns when the sentinel that leads it names the new master; the old one doesn't know yet. */
    public void failover() {
        RedisServer leader = sentinels.get(0);
        RedisServer old = master(leader);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> master(leader) != old || (begin(leader) && master(leader) != old)); // Not twice.
    }

    /** Again and again, because a failover is given up when no replica is fit at the moment. */
    private static boolean begin(RedisServer sentinel) {
        try {
            sentinel.run(jedis -> jedis.sentinelFailover(NAME));
            return false;
        } catch (JedisDataException e) {
            return true; // Under way, or no replica is fit yet.
        }
    }

    /** For how long the sentinels must hear nothing of a server before they count it as lost. */
    public void downAfter(Duration silence) {
        Map<String, String> setting = Map.of("down-after-milliseconds", Long.toString(silence.toMillis()));
        sentinels.forEach(sentinel -> sentinel.run(jedis -> jedis.sentinelSet(NAME, setting)));
    }

    /** Makes all servers but the master replicas of it, running and in step. */
    public void heal() {
        sentinels.forEach(RedisServer::refreshProcess);
        servers.forEach(RedisServer::refreshProcess);
        RedisServer master = master();
        for (RedisServer server : servers) {
            if (server != master) {
                server.run(jedis -> jedis.replicaof("127.0.0.1", master.port()));
            }
        }
        awaitReplicas(master, builder.replicas);
    }

    private static void awaitReplicas(RedisServer master, int replicas) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> online(master.admin(jedis -> jedis.info("replication"))) >= replicas);
    }

    private static long online(String replication) {
        return replication.lines().filter(line -> line.contains("state=online")).count();
    }

    private void startSentinels() {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < builder.sentinels; i++) {
            ports.add(FreePort.next());
        }
        for (int port : ports) {
            sentinels.add(builder.sentinel(port, ports, servers));
        }
        for (RedisServer sentinel : sentinels) {
            hurry(sentinel);
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> knowsAll(sentinel));
        }
    }

    /**
     * A sentinel asks for news every 10 s, and waits 8 s, four times its period of publishing, before it makes a replica of a
     * server that calls itself master: too long for a test. But as long as that all sentinels must be able to hear of a
     * failover, or those that have not make the new master a replica of the old one again; so 2 s, and not less.
     */
    private static void hurry(RedisServer sentinel) {
        try {
            sentinel.run(jedis -> jedis.sendCommand(
                    Command.SENTINEL, "DEBUG", "INFO-PERIOD", "200", "PUBLISH-PERIOD", "500", "ASK-PERIOD", "200"));
        } catch (JedisDataException e) {
            // Before Redis 7 everything takes its time.
        }
    }

    /** Reached, and not only named in its file. */
    private boolean knowsAll(RedisServer sentinel) {
        try {
            return sentinel.admin(jedis -> isComplete(jedis.sentinelReplicas(NAME), builder.replicas)
                    && isComplete(jedis.sentinelSentinels(NAME), builder.sentinels - 1));
        } catch (JedisException e) {
            return false;
        }
    }

    private static boolean isComplete(List<Map<String, String>> peers, int expected) {
        return peers.size() == expected
                && peers.stream()
                        .allMatch(peer -> peer.get("flags").matches("slave|sentinel")
                                && !"?".equals(peer.getOrDefault("master-host", "")));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }

    /** Collects options. */
    public static final class Builder {

        private int replicas = 2;
        private int sentinels = 3;
        private @Nullable TestCertificate certificate;
        private @Nullable String password;
        private @Nullable String sentinelPassword;

        private Builder() {}

        /** {@return this, with fewer processes} */
        public Builder size(int replicas, int sentinels) {
            this.replicas = replicas;
            this.sentinels = sentinels;
            return this;
        }

        /** {@return this, with TLS between all of them, and for clients} */
        public Builder tls(TestCertificate certificate) {
            this.certificate = certificate;
            return this;
        }

        /** {@return this, with a password of the servers and another one of the sentinels} */
        public Builder passwords(String ofServers, String ofSentinels) {
            this.password = ofServers;
            this.sentinelPassword = ofSentinels;
            return this;
        }

        /** {@return all of them, when they know each other} */
        public RedisSentinels start() {
            return new RedisSentinels(this);
        }

        private RedisServer server(@Nullable RedisServer master) {
            RedisServer.Builder server = RedisServer.builder()
                    .directive("repl-diskless-sync-delay", "0")
                    .directive("repl-timeout", "10");
            if (certificate != null) {
                server.tls(certificate).directive("tls-replication", "yes");
            }
            if (password != null) {
                server.password(password).directive("masterauth", password);
            }
            if (master != null) {
                int port = certificate == null ? master.port() : master.tlsPort();
                server.directive("replicaof", "127.0.0.1", Integer.toString(port));
            }
            return server.start();
        }

        private RedisServer sentinel(int port, List<Integer> all, List<RedisServer> servers) {
            RedisServer.Builder sentinel = RedisServer.builder().port(port);
            int tlsPort = 0;
            if (certificate != null) {
                sentinel.tls(certificate);
                tlsPort = sentinel.tlsPort();
            }
            Path file = RedisServer.FOLDER.resolve("sentinel-" + port + ".conf");
            try {
                Files.createDirectories(RedisServer.FOLDER);
                Files.write(file, lines(port, tlsPort, all, servers));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return sentinel.sentinel(file, sentinelPassword).start();
        }

        private List<String> lines(int port, int tlsPort, List<Integer> all, List<RedisServer> servers) {
            List<String> lines =
                    new ArrayList<>(List.of("bind 127.0.0.1", "port " + port, "sentinel myid " + id(port)));
            if (certificate != null) {
                lines.add("tls-port " + tlsPort);
                lines.add("tls-replication yes");
                lines.add("tls-auth-clients no");
                lines.add("tls-cert-file " + certificate.certificatePem());
                lines.add("tls-key-file " + certificate.keyPem());
                lines.add("tls-ca-cert-file " + certificate.certificatePem());
            }
            String own = "sentinel %s " + NAME + " %s";
            String master = "127.0.0.1 " + address(servers.get(0));
            lines.add(own.formatted("monitor", master + " " + (sentinels / 2 + 1)));
            lines.add(own.formatted("down-after-milliseconds", DOWN_AFTER.toMillis()));
            lines.add(own.formatted("failover-timeout", 3_000));
            lines.add(own.formatted("parallel-syncs", replicas));
            if (password != null) {
                lines.add(own.formatted("auth-pass", password));
            }
            if (sentinelPassword != null) {
                lines.add("requirepass " + sentinelPassword);
                lines.add("sentinel sentinel-pass " + sentinelPassword);
            }
            servers.stream()
                    .skip(1)
                    .forEach(replica -> lines.add(own.formatted("known-replica", "127.0.0.1 " + address(replica))));
            all.stream()
                    .filter(other -> other != port)
                    .forEach(other ->
                            lines.add(own.formatted("known-sentinel", "127.0.0.1 " + other + " " + id(other))));
            return lines;
        }

        private int address(RedisServer server) {
            return certificate == null ? server.port() : server.tlsPort();
        }

        private static String id(int port) {
            return "%040x".formatted(port);
        }
    }
}
