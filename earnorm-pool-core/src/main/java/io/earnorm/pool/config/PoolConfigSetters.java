package io.earnorm.pool.config;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The methods that set a {@link PoolConfig}'s values; {@code B} is the builder itself.
 * Nothing is checked before {@code build()}, so that the order of the calls does not matter.
 */
abstract class PoolConfigSetters<B extends PoolConfigSetters<B>> extends PoolConfigValues {

    PoolConfigSetters() {}

    abstract B self();

    /**
     * Sets the floor kept filled; zero keeps nothing.
     *
     * @param minSize connections, from 0 to {@code maxSize}; 1 by default
     * @return this builder
     */
    public B minSize(int minSize) {
        this.minSize = minSize;
        return self();
    }

    /**
     * Sets the ceiling: connections being made, idle, in use and closing together.
     *
     * @param maxSize connections, at least 1; 10 by default
     * @return this builder
     */
    public B maxSize(int maxSize) {
        this.maxSize = maxSize;
        return self();
    }

    /**
     * Sets how long a connection may idle while there are more than {@code minSize}; zero: for ever.
     *
     * @param maxIdleTime zero, or at least 1 ms; 5 minutes by default
     * @return this builder
     */
    public B maxIdleTime(Duration maxIdleTime) {
        this.maxIdleTime = Objects.requireNonNull(maxIdleTime, "maxIdleTime");
        return self();
    }

    /**
     * Sets how long a connection may live; zero: for ever.
     *
     * @param maxLifetime zero, or at least 1 ms; 1 hour by default
     * @return this builder
     */
    public B maxLifetime(Duration maxLifetime) {
        this.maxLifetime = Objects.requireNonNull(maxLifetime, "maxLifetime");
        return self();
    }

    /**
     * Sets the share of {@code maxLifetime} by which it varies, so that connections made together do not die together; zero: not at all.
     *
     * @param lifetimeJitter from 0.0 to 0.9; 0.1 by default
     * @return this builder
     */
    public B lifetimeJitter(double lifetimeJitter) {
        this.lifetimeJitter = lifetimeJitter;
        return self();
    }

    /**
     * Sets the longest acquire, creation and validation included; zero: acquires do not wait.
     *
     * @param connectionTimeout zero, or at least 1 ms; 30 s by default
     * @return this builder
     */
    public B connectionTimeout(Duration connectionTimeout) {
        this.connectionTimeout = Objects.requireNonNull(connectionTimeout, "connectionTimeout");
        return self();
    }

    /**
     * Sets the longest creation: then its thread is interrupted and the next may try; zero: no limit.
     *
     * @param connectTimeout zero, or at least 1 ms; 10 s by default
     * @return this builder
     */
    public B connectTimeout(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
        return self();
    }

    /**
     * Sets whether an arrival may overtake those that wait.
     *
     * @param fairness {@link Fairness#BOUNDED} by default
     * @return this builder
     */
    public B fairness(Fairness fairness) {
        this.fairness = Objects.requireNonNull(fairness, "fairness");
        return self();
    }

    /**
     * Sets how long the first in the queue may be overtaken when {@code fairness} is {@link Fairness#BOUNDED}; zero: like {@link Fairness#STRICT}.
     *
     * @param fairnessBound zero, or at least 1 ms; 1 ms by default
     * @return this builder
     */
    public B fairnessBound(Duration fairnessBound) {
        this.fairnessBound = Objects.requireNonNull(fairnessBound, "fairnessBound");
        return self();
    }

    /**
     * Sets whether a connection is validated before it is lent, unless it was used within {@code validationInterval}.
     *
     * @param validateOnBorrow {@code true} by default
     * @return this builder
     */
    public B validateOnBorrow(boolean validateOnBorrow) {
        this.validateOnBorrow = validateOnBorrow;
        return self();
    }

    /**
     * Sets whether a connection is validated when its lease ends.
     *
     * @param testOnReturn {@code false} by default
     * @return this builder
     */
    public B testOnReturn(boolean testOnReturn) {
        this.testOnReturn = testOnReturn;
        return self();
    }

    /**
     * Sets a connection used within it is not validated again on borrow; zero: validate at every borrow.
     *
     * @param validationInterval zero, or at least 1 ms; 500 ms by default
     * @return this builder
     */
    public B validationInterval(Duration validationInterval) {
        this.validationInterval = Objects.requireNonNull(validationInterval, "validationInterval");
        return self();
    }

    /**
     * Sets the longest validation or health check; zero: no limit.
     *
     * @param validationTimeout zero, or at least 1 ms; 5 s by default
     * @return this builder
     */
    public B validationTimeout(Duration validationTimeout) {
        this.validationTimeout = Objects.requireNonNull(validationTimeout, "validationTimeout");
        return self();
    }

    /**
     * Sets how often idle connections are validated; zero: never.
     *
     * @param keepaliveTime zero, or at least 1 ms; 2 minutes by default
     * @return this builder
     */
    public B keepaliveTime(Duration keepaliveTime) {
        this.keepaliveTime = Objects.requireNonNull(keepaliveTime, "keepaliveTime");
        return self();
    }

    /**
     * Sets how many connections are made at once.
     *
     * @param maxConnecting at least 1; 2 by default
     * @return this builder
     */
    public B maxConnecting(int maxConnecting) {
        this.maxConnecting = maxConnecting;
        return self();
    }

    /**
     * Sets how many acquires may wait beyond those for whom a connection is being made; one more is refused at once.
     *
     * @param maxPending at least 0; unbounded by default
     * @return this builder
     */
    public B maxPending(int maxPending) {
        this.maxPending = maxPending;
        return self();
    }

    /**
     * Sets leases held longer are reported with the stack of their acquire; zero: none are.
     *
     * @param leakDetectionThreshold zero, or at least 1 ms; zero by default
     * @return this builder
     */
    public B leakDetectionThreshold(Duration leakDetectionThreshold) {
        this.leakDetectionThreshold = Objects.requireNonNull(leakDetectionThreshold, "leakDetectionThreshold");
        return self();
    }

    /**
     * Sets a lease held longer is ended and its connection destroyed; zero: none are.
     *
     * @param leakReclaimTimeout zero, or at least 1 ms; zero by default
     * @return this builder
     */
    public B leakReclaimTimeout(Duration leakReclaimTimeout) {
        this.leakReclaimTimeout = Objects.requireNonNull(leakReclaimTimeout, "leakReclaimTimeout");
        return self();
    }

    /**
     * Sets {@code init()} fails when no connection can be made within it; zero: after the first failed attempt; negative: it never fails.
     *
     * @param initializationFailTimeout any; 1 s by default
     * @return this builder
     */
    public B initializationFailTimeout(Duration initializationFailTimeout) {
        this.initializationFailTimeout = Objects.requireNonNull(initializationFailTimeout, "initializationFailTimeout");
        return self();
    }

    /**
     * Sets the longest wait for leases when the pool closes; zero: it does not wait.
     *
     * @param drainTimeout zero, or at least 1 ms; 10 s by default
     * @return this builder
     */
    public B drainTimeout(Duration drainTimeout) {
        this.drainTimeout = Objects.requireNonNull(drainTimeout, "drainTimeout");
        return self();
    }

    /**
     * Sets what is handed to the backend as it is. The backend refuses keys that it does not know.
     *
     * @param extraConfig names and values; empty by default
     * @return this builder
     */
    public B extraConfig(Map<String, ?> extraConfig) {
        this.extraConfig = Map.copyOf(extraConfig);
        return self();
    }
}
