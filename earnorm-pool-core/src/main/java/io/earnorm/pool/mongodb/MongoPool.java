package io.earnorm.pool.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A pool of {@link MongoConnection}s: an admission gate in front of the driver.
 *
 * <p>All connections share one {@link MongoClient}, which owns the sockets and is sized like the pool. The pool decides who
 * may use it, in which order and for how long. So a connection here is not a socket: making one asks the server whether it
 * answers, destroying one ends its session, and clearing the generation closes nothing at the driver, which drops its own
 * sockets when they fail.
 *
 * <p>The client is made with the first connection and closed after the last one, unless the application brought its own. Its
 * number of sockets follows {@code maxSize}: when {@link #resize} lets the pool grow beyond what a client was made for, a
 * bigger one takes its place, and connections move to it between two leases.
 */
public final class MongoPool extends BasePool<MongoConnection> {

    private final SharedClient client;
    /** Absent where the application made the client, which cannot be listened to then. */
    private final Optional<SocketCounts> sockets;

    private final String database;
    private final Timeouts timeouts;
    private final BusyCheck busyCheck;
    private final boolean asksForCredentials;

    private MongoPool(PoolOptions options, SharedClient client, Optional<SocketCounts> sockets, String database) {
        super(MongoBackend.NAME, options);
        this.client = client;
        this.sockets = sockets;
        this.database = database;
        this.timeouts = new Timeouts(options.config());
        this.busyCheck = new BusyCheck(name(), timeouts.validationProbe());
        this.asksForCredentials = options.credentials().isPresent();
    }

    /**
     * Makes a pool with its own client. Starts nothing.
     *
     * <p>What the URI says wins over what the pool's settings imply, and {@code extraConfig} wins over the URI. Its keys:
     * {@code ssl}, {@code auth_source}, {@code server_selection_timeout_ms}, {@code connect_timeout_ms}, {@code
     * socket_timeout_ms}, {@code retry_writes}, {@code retry_reads}, {@code w}, {@code j}. Credentials are asked for
     * when the client is made, and again when the server has refused them.
     *
     * @param options with a {@code mongodb://} or {@code mongodb+srv://} URI, and a database there or in the options
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work; the message holds no part of the URI that may be a secret
     */
    public static MongoPool create(PoolOptions options) {
        return create(options, settings -> {});
    }

    /**
     * Makes a pool with its own client, of which the application says more in code: codecs, listeners, server APIs. Starts
     * nothing.
     *
     * @param options as for {@link #create(PoolOptions)}
     * @param settings gets all that the options say, and has the last word, but for time limits: none is longer than {@code
     *     connectionTimeout}. Called whenever a client is made, on a thread of the pool
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work; the message holds no part of the URI that may be a secret
     */
    public static MongoPool create(PoolOptions options, Consumer<MongoClientSettings.Builder> settings) {
        ClientSettings complete = ClientSettings.of(options, Objects.requireNonNull(settings, "settings"));
        return new MongoPool(
                options,
                SharedClient.madeOf(complete),
                Optional.of(complete.sockets()),
                database(options, complete.database()));
    }

    /**
     * Makes a pool on the application's own client, which stays open when the pool is closed. Starts nothing.
     *
     * @param options with a database; what is for the making of a client is refused: credentials, SSL context and
     *     {@code extraConfig}. Of a URI only the database is used
     * @param client should have at least {@code maxSize} sockets, and one more for health checks
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work, or has no effect on a client that is there already
     */
    public static MongoPool create(PoolOptions options, MongoClient client) {
        Objects.requireNonNull(client, "client");
        refuse(options.credentials().isPresent(), "credentials");
        refuse(options.sslContext().isPresent(), "sslContext");
        refuse(!options.config().extraConfig().isEmpty(), "extraConfig");
        Optional<String> inUri = options.uri().map(MongoUri::check).map(ConnectionString::getDatabase);
        return new MongoPool(options, SharedClient.ofApplication(client), Optional.empty(), database(options, inUri));
    }

    /**
     * The client that all connections share, for what needs no lease: change streams, or libraries that bring their own
     * limits. It is made when it is not there yet. Its {@code close()} does nothing. What comes from it stays usable until
     * the pool is closed.
     *
     * @return a view of the client, also of the one that takes its place when the pool grows
     * @throws IllegalStateException if the pool is closed
     */
    public MongoClient client() {
        return UnclosableClient.of(() -> client.lend(config().maxSize()), client::quiescings);
    }

    /**
     * What the driver does with its sockets, from its own events.
     *
     * @return its figures; empty on a client that the application made, which has listeners of its own
     */
    public Optional<SocketMetrics> getSockets() {
        return sockets.map(SocketCounts::now);
    }

    /**
     * Asks MongoDB also when every connection is in use: with the client that they share, for the rest of {@code
     * validationTimeout}. Where the application sizes the client there may be no socket to ask with; then it is down when
     * the client is closed, or no member answered the driver's last heartbeat.
     */
    @Override
    public PoolHealth checkHealth() {
        PoolHealth health = super.checkHealth();
        boolean maybeNotAsked = health.up() && health.metrics().idle() == 0;
        return maybeNotAsked
                ? client.peek().map(shared -> checkBusy(shared, health)).orElse(health)
                : health;
    }

    private PoolHealth checkBusy(MongoClient shared, PoolHealth health) {
        return client.hasSpareSocket() ? busyCheck.ask(shared, health) : busyCheck.look(shared, health);
    }

    /** {@return the name of the database that leases begin with} */
    public String database() {
        return database;
    }

    @Override
    public String backend() {
        return MongoBackend.NAME;
    }

    @Override
    protected MongoConnection createConnection() throws InterruptedException {
        Seat seat = client.seat(config().maxSize());
        MongoClient shared = seat.client();
        try {
            Probe.ping(shared, timeouts.connectProbe(), timeouts.validationProbe());
            return new MongoSlot(seat, database, timeouts.validationProbe());
        } catch (Throwable failure) {
            if (mayBeSolvedByANewClient(shared, failure)) {
                seat.retire();
            }
            seat.leave();
            throw failure;
        }
    }

    /** It asks DNS at once, and it asks for the credentials again. */
    private boolean mayBeSolvedByANewClient(MongoClient shared, Throwable failure) {
        return new Members(shared).unknown() || (asksForCredentials && MongoFailures.isDenied(failure));
    }

    @Override
    protected boolean validateConnection(MongoConnection connection) throws InterruptedException {
        Probe.ping(slot(connection).shared(), timeouts.validationProbe());
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
                    "The session is in an unknown state, after a network error or because nobody answered in time, or another thread was still using the lease");
        }
    }

    @Override
    protected void destroyConnection(MongoConnection connection) {
        slot(connection).destroy();
    }

    @Override
    protected boolean isBroken(MongoConnection connection, Throwable failure) {
        return MongoFailures.isBroken(failure);
    }

    @Override
    protected boolean isTransient(Throwable failure) {
        return MongoFailures.isTransient(failure);
    }

    /** Closes the client, unless it is the application's. Whoever has a view of it gets another one with the next call. */
    @Override
    protected void quiesceBackend() {
        client.quiesce();
    }

    /** Closes the client, unless it is the application's. */
    @Override
    protected void closeBackend() {
        client.close();
    }

    /** The driver's, once it has any; it opens them when they are needed. */
    @Override
    protected int openSockets(int connections) {
        return getSockets().map(SocketMetrics::open).orElse(connections);
    }

    /** The kind of cluster, and how many of its members answered at the driver's last heartbeat. */
    @Override
    protected Map<String, String> healthDetails() {
        Map<String, String> details = new HashMap<>();
        client.peek().map(Members::new).map(Members::summary).ifPresent(details::putAll);
        if (!details.isEmpty()) {
            getSockets()
                    .ifPresent(now ->
                            details.put("sockets", "%d open, %d checked out".formatted(now.open(), now.checkedOut())));
        }
        return details;
    }

    private static MongoSlot slot(MongoConnection connection) {
        return (MongoSlot) connection; // What createConnection made.
    }

    private static String database(PoolOptions options, Optional<String> inUri) {
        String name = options.database()
                .or(() -> inUri)
                .orElseThrow(() -> new PoolConfigurationException(
                        "database must be set, in the options or in the URI: mongodb://host/database"));
        try {
            MongoNamespace.checkDatabaseNameValidity(name);
        } catch (IllegalArgumentException e) { // Otherwise each use would fail.
            throw new PoolConfigurationException(
                    "database is '%s', but MongoDB allows no empty name, no space, and none of / \\ . \" in it"
                            .formatted(name));
        }
        return name;
    }

    private static void refuse(boolean present, String option) {
        if (present) {
            throw new PoolConfigurationException(
                    option + " has no effect on a client that the application made: set it there");
        }
    }
}
