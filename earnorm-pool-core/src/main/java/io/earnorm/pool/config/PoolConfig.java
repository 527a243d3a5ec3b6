package io.earnorm.pool.config;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up. Immutable: a pool that is resized has a new one. A wrong value never gets
 * past {@link Builder#build()}.
 *
 * <p>Lengths of time are zero where that means "off", or at least one millisecond and at most about
 * 146 years.
 */
public final class PoolConfig {

    private final PoolConfigValues values = new PoolConfigValues();

    private PoolConfig(Builder builder) { // Every way in passes here.
        values.copy(builder);
        PoolConfigRules.check(values);
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults.
     *
     * @return a config in which nothing was set
     */
    public static PoolConfig defaults() {
        return builder().build();
    }

    /**
     * Starts from this config.
     *
     * @return a new builder with this config's values
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.copy(values);
        return builder;
    }

    /** {@return the floor kept filled; zero keeps nothing} */
    public int minSize() {
        return values.minSize;
    }

    /** {@return the ceiling: connections being made, idle, in use and closing together} */
    public int maxSize() {
        return values.maxSize;
    }

    /** {@return how long a connection may idle while there are more than {@code minSize}; zero: for ever} */
    public Duration maxIdleTime() {
        return values.maxIdleTime;
    }

    /** {@return how long a connection may live; zero: for ever} */
    public Duration maxLifetime() {
        return values.maxLifetime;
    }

    /** {@return the share of {@code maxLifetime} by which it varies, so that connections made together do not die together; zero: not at all} */
    public double lifetimeJitter() {
        return values.lifetimeJitter;
    }

    /** {@return the longest acquire, creation and validation included; zero: acquires do not wait} */
    public Duration connectionTimeout() {
        return values.connectionTimeout;
    }

    /** {@return the longest creation: then its thread is interrupted and the next may try; zero: no limit} */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** {@return whether an arrival may overtake those that wait} */
    public Fairness fairness() {
        return values.fairness;
    }

    /** {@return how long the first in the queue may be overtaken when {@code fairness} is {@link Fairness#BOUNDED}; zero: like {@link Fairness#STRICT}} */
    public Duration fairnessBound() {
        return values.fairnessBound;
    }

    /** {@return whether a connection is validated before it is lent, unless it was used within {@code validationInterval}} */
    public boolean validateOnBorrow() {
        return values.validateOnBorrow;
    }

    /** {@return whether a connection is validated when its lease ends} */
    public boolean testOnReturn() {
        return values.testOnReturn;
    }

    /** {@return a connection used within it is not validated again on borrow; zero: validate at every borrow} */
    public Duration validationInterval() {
        return values.validationInterval;
    }

    /** {@return the longest validation or health check; zero: no limit} */
    public Duration validationTimeout() {
        return values.validationTimeout;
    }

    /** {@return how often idle connections are validated; zero: never} */
    public Duration keepaliveTime() {
        return values.keepaliveTime;
    }

    /** {@return how many connections are made at once} */
    public int maxConnecting() {
        return values.maxConnecting;
    }

    /** {@return how many acquires may wait beyond those for whom a connection is being made; one more is refused at once} */
    public int maxPending() {
        return values.maxPending;
    }

    /** {@return leases held longer are reported with the stack of their acquire; zero: none are} */
    public Duration leakDetectionThreshold() {
        return values.leakDetectionThreshold;
    }

    /** {@return a lease held longer is ended and its connection destroyed; zero: none are} */
    public Duration leakReclaimTimeout() {
        return values.leakReclaimTimeout;
    }

    /** {@return {@code init()} fails when no connection can be made within it; zero: after the first failed attempt; negative: it never fails} */
    public Duration initializationFailTimeout() {
        return values.initializationFailTimeout;
    }

    /** {@return the longest wait for leases when the pool closes; zero: it does not wait} */
    public Duration drainTimeout() {
        return values.drainTimeout;
    }

    /** {@return what is handed to the backend as it is; never {@code null}, immutable} */
    public Map<String, Object> extraConfig() {
        return values.extraConfig;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolConfig that && values.asMap().equals(that.values.asMap());
    }

    @Override
    public int hashCode() {
        return Objects.hash(values.asMap());
    }

    /** {@return the settings by name; of {@code extraConfig} only the keys, because values may be secret} */
    @Override
    public String toString() {
        Map<String, Object> shown = values.asMap();
        shown.put("extraConfig", values.extraConfig.keySet());
        return "PoolConfig" + shown;
    }

    /** Collects settings; {@link #build()} checks them. Not thread-safe. */
    public static final class Builder extends PoolConfigSetters<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks the settings and makes a config of them. The builder may be used again.
         *
         * @return the config
         * @throws io.earnorm.pool.exception.PoolConfigurationException if a value is out of its
         *     range, or contradicts another; the message names the setting, what is allowed and the
         *     value
         */
        public PoolConfig build() {
            return new PoolConfig(this);
        }
    }
}
