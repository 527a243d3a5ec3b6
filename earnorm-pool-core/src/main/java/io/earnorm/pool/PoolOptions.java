package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a pool connects to, and how. Immutable; {@link #toString()} shows no secret. */
public final class PoolOptions {

    private final Builder values;

    private PoolOptions(Builder builder) {
        this.values = builder.copy();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a new builder with these options} */
    public Builder toBuilder() {
        return values.copy();
    }

    /**
     * The pool's name, or the given one when none was set.
     *
     * @param fallback usually the backend's name
     * @return the name
     */
    public String name(String fallback) {
        return values.name == null ? fallback : values.name;
    }

    /** {@return the URI; it may hold a password, so it must not be logged} */
    public Optional<String> uri() {
        return Optional.ofNullable(values.uri);
    }

    /** {@return the database to use; empty: the one in the URI} */
    public Optional<String> database() {
        return Optional.ofNullable(values.database);
    }

    /** {@return asked for each new connection; empty: what the URI says} */
    public Optional<Supplier<Credentials>> credentials() {
        return Optional.ofNullable(values.credentials);
    }

    /** {@return what TLS connections trust and show; empty: the platform's default} */
    public Optional<SSLContext> sslContext() {
        return Optional.ofNullable(values.sslContext);
    }

    /** {@return the pool's settings} */
    public PoolConfig config() {
        return values.config;
    }

    /** {@return retry and circuit breaker; {@link Resilience#disabled()} by default} */
    public Resilience resilience() {
        return values.resilience;
    }

    @Override
    public String toString() {
        return "PoolOptions[name=%s, uri=%s, database=%s, credentials=%s, config=%s]"
                .formatted(
                        values.name,
                        values.uri == null ? "none" : "redacted",
                        values.database,
                        values.credentials == null ? "none" : "redacted",
                        values.config);
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private @Nullable String name;
        private @Nullable String uri;
        private @Nullable String database;
        private @Nullable Supplier<Credentials> credentials;
        private @Nullable SSLContext sslContext;
        private PoolConfig config = PoolConfig.defaults();
        private Resilience resilience = Resilience.disabled();

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.name = name;
            copy.uri = uri;
            copy.database = database;
            copy.credentials = credentials;
            copy.sslContext = sslContext;
            copy.config = config;
            copy.resilience = resilience;
            return copy;
        }

        /**
         * Names the pool in logs, metrics and messages.
         *
         * @param name by default the backend's name
         * @return this builder
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Says what to connect to.
         *
         * @param uri in the backend's own form, for example {@code redis://host:6379/0}
         * @return this builder
         */
        public Builder uri(String uri) {
            this.uri = Objects.requireNonNull(uri, "uri");
            return this;
        }

        /**
         * Says which database to use.
         *
         * @param database by default the one in the URI
         * @return this builder
         */
        public Builder database(String database) {
            this.database = Objects.requireNonNull(database, "database");
            return this;
        }

        /**
         * Says who connects, in place of the URI's user-info.
         *
         * @param credentials asked for each new connection, on the thread that makes it, so that
         *     passwords may rotate
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
         * Sets the pool's settings.
         *
         * @param config by default {@link PoolConfig#defaults()}
         * @return this builder
         */
        public Builder config(PoolConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /**
         * Sets retry and circuit breaker.
         *
         * @param resilience by default {@link Resilience#disabled()}; pools that share one share its
         *     breaker
         * @return this builder
         */
        public Builder resilience(Resilience resilience) {
            this.resilience = Objects.requireNonNull(resilience, "resilience");
            return this;
        }

        /** {@return the options} */
        public PoolOptions build() {
            return new PoolOptions(this);
        }
    }
}
