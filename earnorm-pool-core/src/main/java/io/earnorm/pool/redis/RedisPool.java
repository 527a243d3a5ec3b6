package io.earnorm.pool.redis;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * A pool of Redis connections, one physical connection per slot. Works with Jedis 6, 7 and 8.
 *
 * <p>A leased {@link Jedis} belongs to its holder until the lease is closed; closing the {@code Jedis} itself does nothing, and
 * using it after the lease throws an {@code IllegalStateException}. Whatever a holder did, the next one has a connection like a
 * new one: what the server can clear is cleared, in one round trip, when the lease is closed; a connection that comes back
 * broken, out of step with the server, or subscribed is destroyed, not lent again. A clean return sends no command.
 *
 * <p>URI: {@code redis[s]://[[user]:password@]host[:port][/database]}, or {@code redis://password@host}; with sentinels
 * {@code redis[s]-sentinel://[[user]:password@]host[:port][,host...][/database]?sentinelMasterId=name}. Keys of {@code
 * extraConfig}: {@code client_name}, {@code connect_timeout}, {@code socket_timeout}, {@code blocking_socket_timeout}, {@code
 * db}, {@code protocol}, {@code ssl}, {@code ssl_check_hostname}, {@code sentinel_username}, {@code sentinel_password}, {@code
 * sentinel_ssl}.
 *
 * <p>With sentinels the pool has one daemon thread for each, from its first connection until it is closed or quiesced. When
 * they name another master, all connections are replaced; while a failover is under way, those who acquire wait.
 */
public final class RedisPool extends BasePool<Jedis> {

    static final String BACKEND = "redis";

    private final RedisSettings settings;
    private final RedisConnector connector;
    private final @Nullable SentinelGroup sentinels;
    private final LeaseProvider connections;
    private final UnifiedJedis commands;
    private final @Nullable ClusterNode node;

    private RedisPool(String name, PoolOptions options, @Nullable ClusterNode node) {
        super(name, options);
        this.node = node;
        settings = new RedisSettings(name, options);
        connector = new RedisConnector(settings);
        sentinels = settings.sentinels == null
                ? null
                : new SentinelGroup(name, settings, settings.sentinels, this::clear, () -> state() == PoolState.CLOSED);
        connections = new LeaseProvider(this, sentinels != null);
        commands = new RedisCommands(connections, settings.protocol);
    }

    /**
     * Makes a pool. Starts nothing.
     *
     * @param options what to connect to, and how; a URI is needed
     * @return a {@link io.earnorm.pool.PoolState#NEW} pool
     * @throws io.earnorm.pool.exception.PoolConfigurationException if the URI or another option cannot work, or two of them
     *     contradict each other; the message never holds the URI or a secret
     */
    public static RedisPool create(PoolOptions options) {
        return new RedisPool(options.name(BACKEND), options, null);
    }

    /** The pool of one node of a cluster, which has a say in when it connects. */
    static RedisPool ofNode(PoolOptions options, ClusterNode node) {
        return new RedisPool(options.name(BACKEND), options, node);
    }

    /**
     * The whole command API on this pool. Each command acquires a connection, waiting for up to {@code
     * config().connectionTimeout()}, and releases it; a pipeline, a transaction and a subscription hold one until they are
     * closed. One that is never closed loses its connection when {@code leakReclaimTimeout} is over, or when the garbage
     * collector finds that nobody can close it any more.
     *
     * <p>Throws what {@link #acquire()} throws, and what Jedis throws. Thread-safe.
     *
     * @return always the same object; closing it does nothing
     */
    public UnifiedJedis commands() {
        return commands;
    }

    /**
     * This pool for Jedis's own classes, and for what is built on them. {@code getConnection()} acquires as {@link #acquire()}
     * does, and throws what that throws; the connection is leased until it is closed, and refuses everything afterwards.
     * Thread-safe.
     *
     * <p>{@code new Jedis(pool.connections().getConnection())} is a {@code Jedis} whose {@code close()} ends the lease.
     *
     * @return always the same object; closing it does nothing
     */
    public ConnectionProvider connections() {
        return connections;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    protected Jedis createConnection() throws InterruptedException {
        if (node != null) {
            return node.connect(connector);
        }
        return sentinels == null ? connector.connect() : new MasterConnector(settings, connector, sentinels).connect();
    }

    @Override
    protected void destroyConnection(Jedis connection) {
        if (node == null) {
            connector.destroy(connection);
        } else {
            node.destroy(connector, connection);
        }
    }

    @Override
    protected boolean validateConnection(Jedis connection) {
        connector.validate(connection);
        return true;
    }

    /** Every lease sees a {@code Jedis} of its own, which does nothing any more when the lease has ended. */
    @Override
    protected Jedis leaseView(Jedis connection) {
        return connector.lend(connection);
    }

    @Override
    protected void resetConnection(Jedis connection) {
        connector.reset(connection);
        if (node != null) {
            node.keepOrGiveUp(connection);
        }
    }

    /** {@return whether the network failed, or the connection heard that the server does not serve it any more} */
    @Override
    protected boolean isBroken(Jedis connection, Throwable failure) {
        RedisConnection physical = RedisConnector.connection(connection);
        Throwable fault = physical.fault();
        if (sentinels != null && RedisFailures.isReadOnly(fault == null ? failure : fault)) {
            sentinels.refused(physical.sockets().getHostAndPort());
        }
        return fault != null || RedisFailures.isLost(failure);
    }

    /** {@return whether a repetition may succeed: the network failed, or the server is starting, busy or changing roles} */
    @Override
    protected boolean isTransient(Throwable failure) {
        return node == null ? RedisFailures.isTransient(failure) : ClusterNode.isTransient(failure);
    }

    /** Ends the watches of the sentinels; the next connection starts them again. */
    @Override
    protected void quiesceBackend() throws InterruptedException {
        if (sentinels != null) {
            sentinels.quiesce();
        }
    }

    @Override
    protected void closeBackend() throws InterruptedException {
        if (sentinels != null) {
            sentinels.close();
        }
    }

    /** {@return server and database; with sentinels also how many of them answer} */
    @Override
    protected Map<String, String> healthDetails() {
        String database = Integer.toString(settings.database);
        if (sentinels == null) {
            return Map.of("server", settings.address.toString(), "database", database);
        }
        Master master = sentinels.master();
        String server = master == null ? "unknown" : master.toString();
        return Map.of("server", server, "database", database, "sentinels", sentinels.summary());
    }
}
