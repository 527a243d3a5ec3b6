package io.earnorm.pool.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pool of {@link MongoConnection}s: an admission gate in front of the driver.
 *
 * <p>All connections share one {@link MongoClient}, which owns the sockets and is sized like the pool. The pool decides who
 * may use it, in which order and for how long. So a connection here is not a socket: making one asks the server whether it
 * answers, destroying one ends its session, and clearing the generation closes nothing at the driver, which drops its own
 * sockets when they fail.
 *
 * <p>The client is made with the first connection and closed after the last one, unless the application brought its own. Its
 * number of sockets is that of the pool's first {@code maxSize}; {@link #resize} does not change it.
 */
public final class MongoPool extends BasePool<MongoConnection> {

    private final SharedClient client;
    private final String database;
    private final Timeouts timeouts;

    private MongoPool(PoolOptions options, SharedClient client, String database) {
        super(MongoBackend.NAME, options);
        this.client = client;
        this.database = database;
        this.timeouts = new Timeouts(options.config());
    }

    /**
     * Makes a pool with its own client. Starts nothing.
     *
     * <p>What the URI says wins over what the pool's settings imply, and {@code extraConfig} wins over the URI. Its keys:
     * {@code ssl}, {@code auth_source}, {@code server_selection_timeout_ms}, {@code connect_timeout_ms}, {@code
     * socket_timeout_ms}, {@code retry_writes}, {@code retry_reads}, {@code w}, {@code j}. Credentials are asked for once,
     * when the client is made.
     *
     * @param options with a {@code mongodb://} or {@code mongodb+srv://} URI, and a database there or in the options
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work; the message holds no part of the URI that may be a secret
     */
    public static MongoPool create(PoolOptions options) {
        ClientSettings settings = ClientSettings.of(options);
        return new MongoPool(options, SharedClient.madeOf(settings), database(options, settings.database()));
    }

    /**
     * Makes a pool on the application's own client, which stays open when the pool is closed. Starts nothing.
     *
     * @param options with a database; what is for the making of a client is refused: credentials, SSL context and
     *     {@code extraConfig}. Of a URI only the database is used
     * @param client should have at least {@code maxSize} sockets
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work, or has no effect on a client that is there already
     */
    public static MongoPool create(PoolOptions options, MongoClient client) {
        Objects.requireNonNull(client, "client");
        refuse(options.credentials().isPresent(), "credentials");
        refuse(options.sslContext().isPresent(), "sslContext");
        refuse(!options.config().extraConfig().isEmpty(), "extraConfig");
        Optional<String> inUri = options.uri().map(MongoUri::check).map(ConnectionString::getDatabase);
        return new MongoPool(options, SharedClient.ofApplication(client), database(options, inUri));
    }

    /**
     * The client that all connections share, for what needs no lease: change streams, or libraries that bring their own
     * limits. It is made when it is not there yet. Its {@code close()} does nothing.
     *
     * @return a view of the client
     * @throws IllegalStateException if the pool is closed
     */
    public MongoClient client() {
        return UnclosableClient.of(client.get());
    }

    @Override
    public String backend() {
        return MongoBackend.NAME;
    }

    @Override
    protected MongoConnection createConnection() throws InterruptedException {
        MongoClient shared = client.get();
        Probe.ping(shared, timeouts.connectProbe());
        return new MongoSlot(shared, database);
    }

    @Override
    protected boolean validateConnection(MongoConnection connection) throws InterruptedException {
        Probe.ping(client.get(), timeouts.validationProbe());
        return true;
    }

    /** Every lease has handles and a session of its own; making them does not touch the network. */
    @Override
    protected MongoConnection leaseView(MongoConnection connection) {
        return slot(connection).lease();
    }

    @Override
    protected void resetConnection(MongoConnection connection) {
        if (slot(connection).end()) {
            throw new IllegalStateException(
                    "A network error left the session in an unknown state, or another thread was still using the lease");
        }
    }

    @Override
    protected void destroyConnection(MongoConnection connection) {
        slot(connection).end();
    }

    @Override
    protected boolean isBroken(MongoConnection connection, Throwable failure) {
        return MongoFailures.isBroken(failure);
    }

    @Override
    protected boolean isTransient(Throwable failure) {
        return MongoFailures.isTransient(failure);
    }

    /** Closes the client, unless it is the application's. */
    @Override
    protected void closeBackend() {
        client.close();
    }

    /** The kind of cluster, and how many of its members answered at the driver's last heartbeat. */
    @Override
    protected Map<String, String> healthDetails() {
        return client.peek().map(Members::new).map(Members::summary).orElse(Map.of());
    }

    private static MongoSlot slot(MongoConnection connection) {
        return (MongoSlot) connection; // What createConnection made.
    }

    private static String database(PoolOptions options, Optional<String> inUri) {
        return options.database()
                .or(() -> inUri)
                .orElseThrow(() -> new PoolConfigurationException(
                        "database must be set, in the options or in the URI: mongodb://host/database"));
    }

    private static void refuse(boolean present, String option) {
        if (present) {
            throw new PoolConfigurationException(
                    option + " has no effect on a client that the application made: set it there");
        }
    }
}
