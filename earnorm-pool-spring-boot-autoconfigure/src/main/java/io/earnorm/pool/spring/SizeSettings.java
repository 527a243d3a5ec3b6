package io.earnorm.pool.spring;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many connections a pool may have, and how long it waits for one. What is not set is null. */
abstract class SizeSettings {

    /** Connections kept ready. Zero keeps none. */
    private @Nullable Integer minSize;

    /** Most connections at once: those being made, idle, in use and closing together. */
    private @Nullable Integer maxSize;

    /** Most connections being made at once. */
    private @Nullable Integer maxConnecting;

    /** How many acquires may wait. One more is refused at once. */
    private @Nullable Integer maxPending;

    /** Whether an acquire that arrives may overtake those that wait. */
    private @Nullable Fairness fairness;

    /** How long the first in the queue may be overtaken when fairness is "bounded". Zero: like "strict". */
    private @Nullable Duration fairnessBound;

    /** Longest acquire, connecting and validation included. Zero: do not wait. */
    private @Nullable Duration connectionTimeout;

    /** Longest attempt to make one connection. Zero for no limit. */
    private @Nullable Duration connectTimeout;

    /** Fail the start of the application when no connection can be made within this time. Zero: when the first attempt fails. Negative: start anyway. */
    private @Nullable Duration initializationFailTimeout;

    /** Longest wait for connections in use when the application stops. Zero: do not wait. */
    private @Nullable Duration drainTimeout;

    /** Hands on what is set, and leaves the rest as it is. */
    void applyTo(PoolConfig.Builder config) {
        Settings.ifSet(minSize, config::minSize);
        Settings.ifSet(maxSize, config::maxSize);
        Settings.ifSet(maxConnecting, config::maxConnecting);
        Settings.ifSet(maxPending, config::maxPending);
        Settings.ifSet(fairness, config::fairness);
        Settings.ifSet(fairnessBound, config::fairnessBound);
        Settings.ifSet(connectionTimeout, config::connectionTimeout);
        Settings.ifSet(connectTimeout, config::connectTimeout);
        Settings.ifSet(initializationFailTimeout, config::initializationFailTimeout);
        Settings.ifSet(drainTimeout, config::drainTimeout);
    }

    public @Nullable Integer getMinSize() {
        return minSize;
    }

    public void setMinSize(@Nullable Integer minSize) {
        this.minSize = minSize;
    }

    public @Nullable Integer getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(@Nullable Integer maxSize) {
        this.maxSize = maxSize;
    }

    public @Nullable Integer getMaxConnecting() {
        return maxConnecting;
    }

    public void setMaxConnecting(@Nullable Integer maxConnecting) {
        this.maxConnecting = maxConnecting;
    }

    public @Nullable Integer getMaxPending() {
        return maxPending;
    }

    public void setMaxPending(@Nullable Integer maxPending) {
        this.maxPending = maxPending;
    }

    public @Nullable Fairness getFairness() {
        return fairness;
    }

    public void setFairness(@Nullable Fairness fairness) {
        this.fairness = fairness;
    }

    public @Nullable Duration getFairnessBound() {
        return fairnessBound;
    }

    public void setFairnessBound(@Nullable Duration fairnessBound) {
        this.fairnessBound = fairnessBound;
    }

    public @Nullable Duration getConnectionTimeout() {
        return connectionTimeout;
    }

    public void setConnectionTimeout(@Nullable Duration connectionTimeout) {
        this.connectionTimeout = connectionTimeout;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Duration getInitializationFailTimeout() {
        return initializationFailTimeout;
    }

    public void setInitializationFailTimeout(@Nullable Duration initializationFailTimeout) {
        this.initializationFailTimeout = initializationFailTimeout;
    }

    public @Nullable Duration getDrainTimeout() {
        return drainTimeout;
    }

    public void setDrainTimeout(@Nullable Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
    }
}
