package io.earnorm.pool.spring;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.Pool;
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
    private @Nullable SslReload reload;

    OptionsFactory(PoolDefinition pool, PoolLayers layers, PropertyErrors errors, ListableBeanFactory beans) {
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
        Settings.ifSet(placeholders.resolved("uri", pool.settings().getUri()), options::uri);
        Settings.ifSet(placeholders.resolved("database", pool.settings().getDatabase()), options::database);
        if (pool.settings() instanceof RedisPoolSettings redis) {
            boolean tls = bundle() != null;
            new SentinelOptions(redis.getSentinel(), errors)
                    .applyTo(options, config, pool.settings().getUri(), tls);
        }
        credentials(options);
        ssl(options);
        return options;
    }

    /**
     * Ends with what the customizers left.
     *
     * @throws PoolPropertyException if nobody said what to connect to
     */
    PoolOptions complete(PoolOptions.Builder builder) {
        PoolOptions options = builder.build();
        if (pool.backend().inTheBox() && options.uri().isEmpty()) {
            String property = pool.property("uri").toString();
            throw errors.of(
                    "uri",
                    "it is not set",
                    "Set %s, for example to %s."
                            .formatted(property, pool.backend().example()));
        }
        return options;
    }

    /** What changes while the application runs. */
    <P extends Pool<?>> P keepCurrent(P created) {
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
        return layers.nearest(layer -> layer.getSsl().getBundle());
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
