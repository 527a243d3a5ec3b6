package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a connection lives, and how the pool knows that it does. What is not set is null. */
abstract class LifeSettings extends SizeSettings {

    /** Close connections that are idle for longer, down to min-size. Zero: never. */
    private @Nullable Duration maxIdleTime;

    /** Close connections that are older, once they are idle. Zero: never. */
    private @Nullable Duration maxLifetime;

    /** Share of max-lifetime by which it varies, so that connections made together do not end together. */
    private @Nullable Double lifetimeJitter;

    /** Whether to validate a connection before it is lent, unless it was used within validation-interval. */
    private @Nullable Boolean validateOnBorrow;

    /** Whether to validate a connection when it comes back. */
    private @Nullable Boolean testOnReturn;

    /** A connection used within this time is not validated again. Zero: validate each time. */
    private @Nullable Duration validationInterval;

    /** Longest validation or health check. Zero for no limit. */
    private @Nullable Duration validationTimeout;

    /** How often idle connections are validated. Zero: never. */
    private @Nullable Duration keepaliveTime;

    /** Report connections held for longer, with the stack of their acquire. Zero: none. */
    private @Nullable Duration leakDetectionThreshold;

    /** Take connections held for longer away and close them. Zero: none. */
    private @Nullable Duration leakReclaimTimeout;

    @Override
    void applyTo(PoolConfig.Builder config) {
        super.applyTo(config);
        Settings.ifSet(maxIdleTime, config::maxIdleTime);
        Settings.ifSet(maxLifetime, config::maxLifetime);
        Settings.ifSet(lifetimeJitter, config::lifetimeJitter);
        Settings.ifSet(validateOnBorrow, config::validateOnBorrow);
        Settings.ifSet(testOnReturn, config::testOnReturn);
        Settings.ifSet(validationInterval, config::validationInterval);
        Settings.ifSet(validationTimeout, config::validationTimeout);
        Settings.ifSet(keepaliveTime, config::keepaliveTime);
        Settings.ifSet(leakDetectionThreshold, config::leakDetectionThreshold);
        Settings.ifSet(leakReclaimTimeout, config::leakReclaimTimeout);
    }

    public @Nullable Duration getMaxIdleTime() {
        return maxIdleTime;
    }

    public void setMaxIdleTime(@Nullable Duration maxIdleTime) {
        this.maxIdleTime = maxIdleTime;
    }

    public @Nullable Duration getMaxLifetime() {
        return maxLifetime;
    }

    public void setMaxLifetime(@Nullable Duration maxLifetime) {
        this.maxLifetime = maxLifetime;
    }

    public @Nullable Double getLifetimeJitter() {
        return lifetimeJitter;
    }

    public void setLifetimeJitter(@Nullable Double lifetimeJitter) {
        this.lifetimeJitter = lifetimeJitter;
    }

    public @Nullable Boolean getValidateOnBorrow() {
        return validateOnBorrow;
    }

    public void setValidateOnBorrow(@Nullable Boolean validateOnBorrow) {
        this.validateOnBorrow = validateOnBorrow;
    }

    public @Nullable Boolean getTestOnReturn() {
        return testOnReturn;
    }

    public void setTestOnReturn(@Nullable Boolean testOnReturn) {
        this.testOnReturn = testOnReturn;
    }

    public @Nullable Duration getValidationInterval() {
        return validationInterval;
    }

    public void setValidationInterval(@Nullable Duration validationInterval) {
        this.validationInterval = validationInterval;
    }

    public @Nullable Duration getValidationTimeout() {
        return validationTimeout;
    }

    public void setValidationTimeout(@Nullable Duration validationTimeout) {
        this.validationTimeout = validationTimeout;
    }

    public @Nullable Duration getKeepaliveTime() {
        return keepaliveTime;
    }

    public void setKeepaliveTime(@Nullable Duration keepaliveTime) {
        this.keepaliveTime = keepaliveTime;
    }

    public @Nullable Duration getLeakDetectionThreshold() {
        return leakDetectionThreshold;
    }

    public void setLeakDetectionThreshold(@Nullable Duration leakDetectionThreshold) {
        this.leakDetectionThreshold = leakDetectionThreshold;
    }

    public @Nullable Duration getLeakReclaimTimeout() {
        return leakReclaimTimeout;
    }

    public void setLeakReclaimTimeout(@Nullable Duration leakReclaimTimeout) {
        this.leakReclaimTimeout = leakReclaimTimeout;
    }
}
