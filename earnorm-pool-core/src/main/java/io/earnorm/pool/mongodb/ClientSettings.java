package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.connection.ConnectionPoolSettings;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The driver's settings for a pool: what the pool's settings imply, then what the URI says, then what the options and
 * {@code extraConfig} say, then what the application's own code says. Later ones win, but for time limits: none is longer
 * than an acquire may take.
 */
final class ClientSettings {

    /** The longest application name that a server accepts. */
    private static final int MAX_NAME_BYTES = 128;
    /** So that a health check finds a socket while every lease is at work. */
    private static final int SPARE_SOCKETS = 1;

    private final PoolOptions options;
    private final String uri;
    private final ConnectionString checked;
    private final ExtraConfig extra;
    private final Authentication authentication;
    private final Consumer<MongoClientSettings.Builder> application;
    private final SocketCounts sockets = new SocketCounts();

    private ClientSettings(PoolOptions options, String uri, Consumer<MongoClientSettings.Builder> application) {
        this.options = options;
        this.application = application;
        this.uri = uri;
        this.checked = MongoUri.check(uri);
        this.extra = ExtraConfig.of(options.config().extraConfig());
        this.authentication = new Authentication(options, uri, extra);
    }

    /** As {@link #of(PoolOptions, Consumer)}, where the application adds nothing. */
    static ClientSettings of(PoolOptions options) {
        return of(options, settings -> {});
    }

    /**
     * Checks everything that can be checked without a network, and without asking for credentials.
     *
     * @param application asked when a client is made
     */
    static ClientSettings of(PoolOptions options, Consumer<MongoClientSettings.Builder> application) {
        String uri = options.uri()
                .orElseThrow(
                        () -> new PoolConfigurationException("uri must be set, for example mongodb://host/database"));
        ClientSettings settings = new ClientSettings(options, uri, application);
        Compressors.require(
                settings.builder(settings.checked, options.config().maxSize(), ConnectionString::getCredential)
                        .build()
                        .getCompressorList());
        return settings;
    }

    /** What the clients that are made of this do with their sockets. */
    SocketCounts sockets() {
        return sockets;
    }

    /** Whether the number of sockets is the pool's, and not the URI's. */
    boolean followTheSize() {
        return checked.getMaxConnectionPoolSize() == null;
    }

    /** The database that the URI names. */
    Optional<String> database() {
        return Optional.ofNullable(checked.getDatabase());
    }

    /**
     * What a client is made of; asks DNS where the URI says so, and the options' supplier for credentials.
     *
     * @param leases how many there may be at once
     */
    MongoClientSettings build(int leases) {
        MongoClientSettings.Builder settings = builder(MongoUri.resolve(uri), leases, authentication::credential);
        application.accept(settings);
        settings.applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(sockets));
        new Timeouts(options.config()).limit(settings, options.name(MongoBackend.NAME));
        MongoClientSettings complete = settings.build();
        Compressors.require(complete.getCompressorList()); // Again: the application may have added some.
        return complete;
    }

    private MongoClientSettings.Builder builder(
            ConnectionString uri, int leases, Function<ConnectionString, @Nullable MongoCredential> authentication) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder();
        implied(settings, leases);
        settings.applyConnectionString(uri);
        MongoCredential credential = authentication.apply(uri);
        if (credential != null) {
            settings.credential(credential);
        }
        extra.applyTo(settings);
        return settings;
    }

    private void implied(MongoClientSettings.Builder settings, int leases) {
        settings.applicationName(applicationName(options.name(MongoBackend.NAME)));
        new Timeouts(options.config()).applyTo(settings);
        settings.applyToConnectionPoolSettings(pool -> size(pool, leases));
        // Who says what to trust wants TLS; the URI and extraConfig may still say no.
        options.sslContext()
                .ifPresent(context ->
                        settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
    }

    private void size(ConnectionPoolSettings.Builder pool, int leases) {
        PoolConfig config = options.config();
        pool.minSize(Math.min(config.minSize(), leases))
                .maxSize(leases + SPARE_SOCKETS)
                .maxConnecting(config.maxConnecting())
                .maxConnectionIdleTime(config.maxIdleTime().toMillis(), MILLISECONDS)
                .maxConnectionLifeTime(config.maxLifetime().toMillis(), MILLISECONDS);
    }

    private static String applicationName(String name) {
        String fitting = name;
        while (fitting.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            fitting = fitting.substring(0, fitting.length() - 1);
        }
        return fitting;
    }
}
