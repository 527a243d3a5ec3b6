package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Which Redis Cluster a {@link RedisClusterPool} connects to, and how. Immutable; {@link #toString()} shows no secret.
 *
 * <p>Whatever {@code PoolConfig} says holds for the pool of each node: {@code maxSize} is the ceiling per node. {@link
 * Builder#maxTotal(int)} is the one for all of them together.
 */
public final class RedisClusterOptions {

    /** What can be added to a time of the monotonic clock. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    final String name;
    final List<HostAndPort> seeds;
    final boolean tls;
    final @Nullable Supplier<Credentials> credentials;
    final @Nullable SSLContext sslContext;
    final PoolConfig config;
    final int maxTotal;
    final int maxRedirections;
    final Duration commandTimeout;
    final Duration topologyRefresh;

    private RedisClusterOptions(Builder builder) { // Every way in passes here.
        ClusterUri uri = builder.uri == null ? null : ClusterUri.parse(builder.uri);
        name = builder.name;
        seeds = seeds(uri, builder.nodes);
        tls = builder.tls || (uri != null && uri.tls());
        Credentials fixed = uri == null ? null : uri.credentials();
        credentials = builder.credentials == null && fixed != null ? () -> fixed : builder.credentials;
        sslContext = builder.sslContext;
        config = builder.config;
        maxTotal = builder.maxTotal;
        maxRedirections = builder.maxRedirections;
        commandTimeout = Objects.requireNonNullElseGet(
                builder.commandTimeout, () -> atMost(LONGEST, config.connectionTimeout()));
        topologyRefresh = builder.topologyRefresh;
        require(maxTotal >= 0, "maxTotal must be at least 1, or 0 for no limit, but was " + maxTotal);
        require(maxRedirections >= 1, "maxRedirections must be at least 1, but was " + maxRedirections);
        require(isInRange(commandTimeout), "commandTimeout must be from 1 ms to 100 years, but was " + commandTimeout);
        require(
                topologyRefresh.isZero() || isInRange(topologyRefresh),
                "topologyRefresh must be from 1 ms to 100 years, or zero for none, but was " + topologyRefresh);
    }

    private static List<HostAndPort> seeds(@Nullable ClusterUri uri, List<HostAndPort> nodes) {
        require(
                uri == null || nodes.isEmpty(),
                "The nodes of a Redis cluster are given by the URI and by nodes; say them once");
        List<HostAndPort> seeds = uri == null ? nodes : uri.nodes();
        require(
                !seeds.isEmpty(),
                "A Redis cluster needs nodes to begin with, for example redis-cluster://one:6379,two:6379");
        return List.copyOf(seeds);
    }

    private static boolean isInRange(Duration length) {
        return length.compareTo(Duration.ofMillis(1)) >= 0 && length.compareTo(LONGEST) <= 0;
    }

    static Duration atMost(Duration limit, Duration length) {
        return length.compareTo(limit) < 0 ? length : limit;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new PoolConfigurationException(message);
        }
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the cluster's name in logs and messages} */
    public String name() {
        return name;
    }

    /** {@return what is in force for the pool of each node} */
    public PoolConfig config() {
        return config;
    }

    @Override
    public String toString() {
        return "RedisClusterOptions[name=%s, nodes=%s, tls=%s, credentials=%s, maxTotal=%d, config=%s]"
                .formatted(name, seeds, tls, credentials == null ? "none" : "redacted", maxTotal, config);
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private String name = "redis-cluster";
        private @Nullable String uri;
        private List<HostAndPort> nodes = List.of();
        private boolean tls;
        private @Nullable Supplier<Credentials> credentials;
        private @Nullable SSLContext sslContext;
        private PoolConfig config = PoolConfig.defaults();
        private int maxTotal;
        private int maxRedirections = 5;
        private @Nullable Duration commandTimeout;
        private Duration topologyRefresh = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * Names the cluster in logs and messages; the pool of a node has the node added to it.
         *
         * @param name by default {@code redis-cluster}
         * @return this builder
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Says which nodes to begin with: some that are likely to be up, not all.
         *
         * @param uri {@code redis-cluster://[[user]:password@]host[:port][,host[:port]]…}, or {@code rediss-cluster://…} for
         *     TLS; a path other than {@code /0} is refused, a cluster has no other database
         * @return this builder
         */
        public Builder uri(String uri) {
            this.uri = Objects.requireNonNull(uri, "uri");
            return this;
        }

        /**
         * Says which nodes to begin with, in place of a URI.
         *
         * @param nodes each as {@code host} or {@code host:port}; without a port it is 6379
         * @return this builder
         * @throws PoolConfigurationException if one of them is none of that
         */
        public Builder nodes(List<String> nodes) {
            this.nodes = nodes.stream()
                    .flatMap(node -> ClusterUri.nodes(node).stream())
                    .toList();
            return this;
        }

        /**
         * Says whether connections use TLS; {@code rediss-cluster://} says the same.
         *
         * @param tls by default what the URI says
         * @return this builder
         */
        public Builder tls(boolean tls) {
            this.tls = tls;
            return this;
        }

        /**
         * Says who connects, in place of the URI's user and password.
         *
         * @param credentials asked for each new connection, on the thread that makes it, so that passwords may rotate
         * @return this builder
         */
        public Builder credentials(Supplier<Credentials> credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Says what TLS connections trust and show.
         *
         * @param sslContext by default the platform's
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            this.sslContext = Objects.requireNonNull(sslContext, "sslContext");
            return this;
        }

        /**
         * Sets what holds for the pool of each node; the keys of {@code extraConfig} are those of {@link RedisPool}.
         *
         * @param config by default {@link PoolConfig#defaults()}
         * @return this builder
         */
        public Builder config(PoolConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /**
         * Limits the connections to all nodes together, from the moment when connecting begins until they are closed.
         *
         * @param maxTotal by default 0: as many as all nodes together may have
         * @return this builder
         */
        public Builder maxTotal(int maxTotal) {
            this.maxTotal = maxTotal;
            return this;
        }

        /**
         * Limits how often in a row a command is sent to another node (MOVED, ASK).
         *
         * @param maxRedirections at least 1, by default 5
         * @return this builder
         */
        public Builder maxRedirections(int maxRedirections) {
            this.maxRedirections = maxRedirections;
            return this;
        }

        /**
         * Limits a whole command: waiting for connections, redirections, repetitions and the reply. A command that blocks
         * at the server waits for as long as it says once it is sent.
         *
         * @param commandTimeout from 1 ms to 100 years, by default {@code config().connectionTimeout()}
         * @return this builder
         */
        public Builder commandTimeout(Duration commandTimeout) {
            this.commandTimeout = Objects.requireNonNull(commandTimeout, "commandTimeout");
            return this;
        }

        /**
         * Says after how long the cluster is asked again for its nodes while it is used. It is also asked whenever a node
         * redirects, fails or cannot be reached.
         *
         * @param topologyRefresh by default 1 minute; zero: only then
         * @return this builder
         */
        public Builder topologyRefresh(Duration topologyRefresh) {
            this.topologyRefresh = Objects.requireNonNull(topologyRefresh, "topologyRefresh");
            return this;
        }

        /**
         * Checks the options.
         *
         * @return the options
         * @throws PoolConfigurationException if the URI cannot be read, no node is given, or a value is out of its range; the
         *     message never holds the URI or a secret
         */
        public RedisClusterOptions build() {
            return new RedisClusterOptions(this);
        }
    }
}
