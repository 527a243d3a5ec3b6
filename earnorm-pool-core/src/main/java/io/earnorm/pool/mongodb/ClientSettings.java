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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The driver's settings for a pool: what the pool's settings imply, then what the URI says, then what the options and
 * {@code extraConfig} say. Later ones win.
 */
final class ClientSettings {

    /** The longest application name that a server accepts. */
    private static final int MAX_NAME_BYTES = 128;

    private final PoolOptions options;
    private final String uri;
    private final ConnectionString checked;
    private final ExtraConfig extra;
    private final Authentication authentication;

    private ClientSettings(PoolOptions options, String uri) {
        this.options = options;
        this.uri = uri;
        this.checked = MongoUri.check(uri);
        this.extra = ExtraConfig.of(options.config().extraConfig());
        this.authentication = new Authentication(options, uri, extra);
    }

    /** Checks everything that can be checked without a network, and without asking for credentials. */
    static ClientSettings of(PoolOptions options) {
        String uri = options.uri()
                .orElseThrow(
                        () -> new PoolConfigurationException("uri must be set, for example mongodb://host/database"));
        ClientSettings settings = new ClientSettings(options, uri);
        settings.build(settings.checked, ConnectionString::getCredential);
        return settings;
    }

    /** The database that the URI names. */
    Optional<String> database() {
        return Optional.ofNullable(checked.getDatabase());
    }

    /** What the client is made of; asks DNS where the URI says so, and the options' supplier for credentials. */
    MongoClientSettings build() {
        return build(MongoUri.resolve(uri), authentication::credential);
    }

    private MongoClientSettings build(
            ConnectionString uri, Function<ConnectionString, @Nullable MongoCredential> authentication) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder();
        implied(settings);
        settings.applyConnectionString(uri);
        MongoCredential credential = authentication.apply(uri);
        if (credential != null) {
            settings.credential(credential);
        }
        extra.applyTo(settings);
        return settings.build();
    }

    private void implied(MongoClientSettings.Builder settings) {
        settings.applicationName(applicationName(options.name(MongoBackend.NAME)));
        new Timeouts(options.config()).applyTo(settings);
        settings.applyToConnectionPoolSettings(this::size);
        // Who says what to trust wants TLS; the URI and extraConfig may still say no.
        options.sslContext()
                .ifPresent(context ->
                        settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
    }

    private void size(ConnectionPoolSettings.Builder sockets) {
        PoolConfig config = options.config();
        sockets.minSize(config.minSize())
                .maxSize(config.maxSize())
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
