package io.earnorm.pool.spring;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;

/** Collects what one pool connects to. */
final class OptionsFactory {

    private final PoolDefinition pool;
    private final PoolLayers layers;
    private final PropertyErrors errors;
    private final Placeholders placeholders;
    private final ListableBeanFactory beans;
    private final @Nullable ServiceAddress service;
    private @Nullable SslReload reload;

    /**
     * Creates a factory.
     *
     * @param service what Spring Boot says of where the servers are, where that is the pool's address
     */
    OptionsFactory(
            PoolDefinition pool,
            PoolLayers layers,
            PropertyErrors errors,
            ListableBeanFactory beans,
            @Nullable ServiceAddress service) {
        this.service = service;
        this.pool = pool;
        this.layers = layers;
        this.errors = errors;
        this.placeholders = new Placeholders(errors);
        this.beans = beans;
    }

    /**
     * Starts with what the properties say.
     *
     * @throws PoolPropertyException if the SSL bundle does not exist, or something is missing
     */
    PoolOptions.Builder builder(PoolConfig config) {
        PoolOptions.Builder options = PoolOptions.builder().name(pool.name()).config(config);
        String database = placeholders.resolved("database", pool.settings().getDatabase());
        Settings.ifSet(database, options::database);
        if (service != null) {
            service.applyTo(options, config, database != null);
        }
        if (service == null || service.isOfProperties()) { // Others' user and certificates are not for a container.
            own(options, config);
        }
        return options;
    }

    private void own(PoolOptions.Builder options, PoolConfig config) {
        Settings.ifSet(placeholders.resolved("uri", pool.settings().getUri()), options::uri);
        if (pool.settings() instanceof RedisPoolSettings redis) {
            redis(redis, options, config);
        }
        credentials(options);
        ssl(options);
    }

    private void redis(RedisPoolSettings settings, PoolOptions.Builder options, PoolConfig config) {
        boolean tls = bundle() != null;
        if (pool.isCluster()) {
            new ClusterOptions(settings, errors).applyTo(options, tls);
        } else {
            new SentinelOptions(settings.getSentinel(), errors).applyTo(options, config, settings.getUri(), tls);
        }
    }

    /**
     * Ends with what the customizers left.
     *
     * @throws PoolPropertyException if nobody said what to connect to
     */
    PoolOptions complete(PoolOptions.Builder builder) {
        PoolOptions options = builder.build();
        if (pool.backend().inTheBox() && options.uri().isEmpty()) {
            String setting = pool.isCluster() ? "cluster.nodes" : "uri";
            String example =
                    pool.isCluster() ? "host1:6379,host2:6379" : pool.backend().example();
            throw errors.of(
                    setting, "it is not set", "Set %s, for example to %s.".formatted(pool.property(setting), example));
        }
        return options;
    }

    /** What changes while the application runs. */
    <P extends ManagedPool> P keepCurrent(P created) {
        if (reload != null) {
            reload.follow(created);
        }
        return created;
    }

    private void credentials(PoolOptions.Builder options) {
        String username = placeholders.resolved("username", layers.nearest(PoolSettings::getUsername));
        String password = placeholders.resolved("password", layers.nearest(PoolSettings::getPassword));
        if (username != null && password == null) {
            throw errors.of("username", "there is a username, but no password", "Set the password, too.");
        }
        if (password != null && username == null && needsUser()) {
            throw errors.of(
                    "password",
                    "there is a password, but no username, and MongoDB has no user of its own choice",
                    "Set the username, too.");
        }
        if (password != null) {
            Credentials credentials =
                    username == null ? Credentials.ofPassword(password) : Credentials.of(username, password);
            options.credentials(() -> credentials);
        }
    }

    private boolean needsUser() {
        String uri = pool.settings().getUri();
        return pool.backend() == Backend.MONGODB && uri != null && uri.indexOf('@') < 0;
    }

    private @Nullable String bundle() {
        return Settings.textOrNull(layers.nearest(layer -> layer.getSsl().getBundle()));
    }

    private void ssl(PoolOptions.Builder options) {
        String bundle = bundle();
        if (bundle == null) {
            return;
        }
        @Nullable SslBundles bundles = beans.getBeanProvider(SslBundles.class).getIfAvailable();
        if (bundles == null) {
            throw errors.of(
                    "ssl.bundle", "the application has no SSL bundles", "Define the bundle below spring.ssl.bundle.");
        }
        try {
            reload = new SslReload(bundles, bundle);
            options.sslContext(reload.context());
        } catch (NoSuchSslBundleException e) {
            throw errors.of(
                    "ssl.bundle",
                    "there is no SSL bundle of this name; there are: "
                            + (bundles.getBundleNames().isEmpty()
                                    ? "none"
                                    : String.join(", ", bundles.getBundleNames())),
                    "Define the bundle below spring.ssl.bundle, or use one that is there.");
        } catch (RuntimeException e) {
            throw errors.of(
                    "ssl.bundle",
                    "the SSL bundle of this name cannot be used: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    "Correct the bundle below spring.ssl.bundle: the files that it names, their types and passwords.");
        }
    }
}
