package io.earnorm.pool.testing.redis;

import io.earnorm.pool.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A {@code redis-server} on a free port of 127.0.0.1, which keeps nothing and writes only below {@code target/}. Can be
 * killed, frozen and started again on the same port. Ends with the JVM at the latest.
 */
public final class RedisServer implements AutoCloseable {

    static final Path FOLDER = Path.of("target", "redis").toAbsolutePath();

    static final String HOST = "127.0.0.1";

    private static final int ATTEMPTS = 5;

    private static final AtomicLong NODES = new AtomicLong(System.nanoTime());

    private final List<String> arguments;
    private final @Nullable String password;
    private final int port;
    private final int tlsPort;
    private RedisProcess process;

    private RedisServer(Builder builder, int port, int tlsPort) {
        this.port = port;
        this.tlsPort = tlsPort;
        password = builder.password;
        arguments = builder.arguments(port, tlsPort);
        process = launch();
    }

    /** {@return a server without password, users and TLS} */
    public static RedisServer start() {
        return builder().start();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the host} */
    public String host() {
        return HOST;
    }

    /** {@return the port of plain connections} */
    public int port() {
        return port;
    }

    /** {@return the port of TLS connections, zero without TLS} */
    public int tlsPort() {
        return tlsPort;
    }

    /** {@return {@code redis://127.0.0.1:port}, without credentials} */
    public String uri() {
        return "redis://" + HOST + ":" + port;
    }

    /** {@return {@code rediss://127.0.0.1:port}, without credentials} */
    public String tlsUri() {
        return "rediss://" + HOST + ":" + tlsPort;
    }

    /** Ends the process at once (SIGKILL), as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Asks the process to end (SIGTERM), and waits for it. */
    public void stop() {
        process.stop();
    }

    /** Halts the process (SIGSTOP): it still accepts connections, and answers nothing. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() {
        process.signal("CONT");
    }

    /** {@return whether the process runs, frozen or not} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@return what the server has printed since it was started last} */
    public String log() {
        return process.output();
    }

    /** Ends the process if it runs, and starts it again on the same port, empty. */
    public void restart() {
        process.kill();
        process = launch();
    }

    /** {@return what a connection of one's own, apart from every pool, gets} */
    public <T> T admin(Function<Jedis, T> work) {
        try (Jedis jedis = new Jedis(new HostAndPort(HOST, port), new AdminConfig(password))) {
            return work.apply(jedis);
        }
    }

    /** Does something on a connection of one's own, apart from every pool. */
    public void run(Consumer<Jedis> work) {
        admin(jedis -> {
            work.accept(jedis);
            return port;
        });
    }

    /** {@return {@code PONG}, from a connection of one's own} */
    public String ping() {
        return admin(Jedis::ping);
    }

    /** {@return all connections to the server, without the one that asks} */
    public List<RedisClient> clientList() {
        return admin(jedis -> {
            String own = Long.toString(jedis.clientId());
            return jedis.clientList()
                    .lines()
                    .map(RedisClient::parse)
                    .filter(client -> !client.get("id").equals(own))
                    .toList();
        });
    }

    /** Running and thawed again. */
    void refreshProcess() {
        if (process.isAlive()) {
            thaw();
        } else {
            restart();
        }
    }

    /** Running, thawed and empty again. */
    void refresh() {
        if (!process.isAlive()) {
            restart();
            return;
        }
        thaw();
        try {
            run(Jedis::flushAll);
        } catch (JedisDataException e) {
            restart(); // A test has made it a replica, or the like.
        }
    }

    @Override
    public void close() {
        process.kill();
    }

    private RedisProcess launch() {
        RedisProcess launched = RedisProcess.start(FOLDER.resolve(Integer.toString(port)), arguments);
        try {
            launched.await(this::ping);
            requirePort(launched);
            return launched;
        } catch (RuntimeException | Error e) {
            launched.kill();
            throw e;
        }
    }

    /** It must not be another server that answers, which has taken the port just before. */
    private void requirePort(RedisProcess launched) {
        String own = "process_id:" + launched.pid();
        if (admin(jedis -> jedis.info("server")).lines().noneMatch(own::equals)) {
            throw new IllegalStateException("Another server has port " + port);
        }
    }

    /** Collects options. */
    public static final class Builder {

        private final List<String> extra = new ArrayList<>();
        private int port;
        private int tlsPort;
        private @Nullable Path sentinel;
        private @Nullable String password;
        private @Nullable TestCertificate certificate;

        private Builder() {}

        /** {@return this, with a password for the default user} */
        public Builder password(String password) {
            this.password = password;
            return directive("requirepass", password);
        }

        /** {@return this, with a user who may do what the rules say, for example {@code ~* +@all}} */
        public Builder user(String name, String password, String... rules) {
            directive("user", name, "on", ">" + password);
            extra.addAll(List.of(rules));
            return this;
        }

        /** {@return this, with a second port for TLS} */
        public Builder tls(TestCertificate certificate) {
            this.certificate = certificate;
            return this;
        }

        /** {@return this, as a node of a cluster that takes another node for dead after {@code timeout}} */
        public Builder cluster(Duration timeout) {
            directive("cluster-enabled", "yes");
            directive("cluster-config-file", "nodes-" + ProcessHandle.current().pid() + "-" + NODES.incrementAndGet());
            return directive("cluster-node-timeout", Long.toString(timeout.toMillis()));
        }

        /** {@return this, with a line of {@code redis.conf}} */
        public Builder directive(String name, String... values) {
            extra.add("--" + name);
            extra.addAll(List.of(values));
            return this;
        }

        /** {@return this, on a port that was chosen before} */
        Builder port(int port) {
            this.port = port;
            return this;
        }

        /** {@return the port of TLS connections that was chosen, zero without TLS} */
        int tlsPort() {
            if (tlsPort == 0 && certificate != null) {
                tlsPort = FreePort.next();
            }
            return tlsPort;
        }

        /** {@return this, as a sentinel that reads all of its settings from a file, and keeps what it learns there} */
        Builder sentinel(Path file, @Nullable String password) {
            this.sentinel = file;
            this.password = password;
            return this;
        }

        /** {@return the server, when it answers} */
        public RedisServer start() {
            if (port != 0) {
                return new RedisServer(this, port, tlsPort());
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    return new RedisServer(this, FreePort.next(), tlsPort());
                } catch (RuntimeException e) { // Another run, at the same time, may have found the same port free.
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    tlsPort = 0;
                }
            }
        }

        private List<String> arguments(int port, int tlsPort) {
            if (sentinel != null) {
                return List.of(sentinel.toString(), "--sentinel");
            }
            List<String> all = new ArrayList<>(List.of("--bind", HOST, "--port", Integer.toString(port)));
            all.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
            if (certificate != null) {
                all.addAll(List.of("--tls-port", Integer.toString(tlsPort), "--tls-auth-clients", "no"));
                all.addAll(
                        List.of("--tls-cert-file", certificate.certificatePem().toString()));
                all.addAll(List.of(
                        "--tls-ca-cert-file", certificate.certificatePem().toString()));
                all.addAll(List.of("--tls-key-file", certificate.keyPem().toString()));
            }
            all.addAll(extra);
            return all;
        }
    }
}
