package io.earnorm.pool.spring;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.ClassUtils;

/**
 * Where Spring Boot says that servers are, in the form of our own options. Not a {@code toString()} of a record: there may be
 * a password.
 */
final class ServiceAddress {

    private final Object details;
    private final String uri;
    private final @Nullable String database;
    private final @Nullable Credentials credentials;
    private final @Nullable SslBundle bundle;
    private final Map<String, Object> extraConfig;

    /**
     * Creates an address.
     *
     * @param details the bean that says it
     * @param uri in the backend's own form
     * @param database where the URI does not say it
     * @param credentials in place of those in the URI
     * @param bundle of TLS connections
     * @param extraConfig what only the backend knows
     */
    ServiceAddress(
            Object details,
            String uri,
            @Nullable String database,
            @Nullable Credentials credentials,
            @Nullable SslBundle bundle,
            Map<String, Object> extraConfig) {
        this.details = details;
        this.uri = uri;
        this.database = database;
        this.credentials = credentials;
        this.bundle = bundle;
        this.extraConfig = extraConfig;
    }

    /** What a person knows the bean by. */
    String source() {
        return ClassUtils.getShortName(details.getClass());
    }

    /** Whether it says only what is written below {@code spring.data.redis} or {@code spring.mongodb}. */
    boolean isOfProperties() {
        return details.getClass().getName().matches("org\\.springframework\\.boot\\..*\\.Properties[A-Za-z]+");
    }

    boolean isCluster() {
        return ClusterOptions.isCluster(uri);
    }

    /** Says where the servers are; the database only where the pool does not say it. */
    void applyTo(PoolOptions.Builder options, PoolConfig config, boolean ownDatabase) {
        options.uri(uri);
        Settings.ifSet(ownDatabase ? null : database, options::database);
        Settings.ifSet(credentials, given -> options.credentials(() -> given));
        Settings.ifSet(bundle, given -> options.sslContext(given.createSslContext()));
        if (!extraConfig.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>(config.extraConfig());
            all.putAll(extraConfig);
            options.config(config.toBuilder().extraConfig(all).build());
        }
    }
}
