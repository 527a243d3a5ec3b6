package io.earnorm.pool.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings' values, each with its default. */
class PoolConfigValues {

    int minSize = 1;
    int maxSize = 10;
    Duration maxIdleTime = Duration.ofMinutes(5);
    Duration maxLifetime = Duration.ofHours(1);
    double lifetimeJitter = 0.1;
    Duration connectionTimeout = Duration.ofSeconds(30);
    Duration connectTimeout = Duration.ofSeconds(10);
    Fairness fairness = Fairness.BOUNDED;
    Duration fairnessBound = Duration.ofMillis(1);
    boolean validateOnBorrow = true;
    boolean testOnReturn = false;
    Duration validationInterval = Duration.ofMillis(500);
    Duration validationTimeout = Duration.ofSeconds(5);
    Duration keepaliveTime = Duration.ofMinutes(2);
    int maxConnecting = 2;
    int maxPending = Integer.MAX_VALUE;
    Duration leakDetectionThreshold = Duration.ZERO;
    Duration leakReclaimTimeout = Duration.ZERO;
    Duration initializationFailTimeout = Duration.ofSeconds(1);
    Duration drainTimeout = Duration.ofSeconds(10);
    Map<String, Object> extraConfig = Map.of();

    /** Takes over every value of another set. */
    final void copy(PoolConfigValues other) {
        minSize = other.minSize;
        maxSize = other.maxSize;
        maxIdleTime = other.maxIdleTime;
        maxLifetime = other.maxLifetime;
        lifetimeJitter = other.lifetimeJitter;
        connectionTimeout = other.connectionTimeout;
        connectTimeout = other.connectTimeout;
        fairness = other.fairness;
        fairnessBound = other.fairnessBound;
        validateOnBorrow = other.validateOnBorrow;
        testOnReturn = other.testOnReturn;
        validationInterval = other.validationInterval;
        validationTimeout = other.validationTimeout;
        keepaliveTime = other.keepaliveTime;
        maxConnecting = other.maxConnecting;
        maxPending = other.maxPending;
        leakDetectionThreshold = other.leakDetectionThreshold;
        leakReclaimTimeout = other.leakReclaimTimeout;
        initializationFailTimeout = other.initializationFailTimeout;
        drainTimeout = other.drainTimeout;
        extraConfig = other.extraConfig;
    }

    /** Every value by name, in the order of the documentation. */
    final Map<String, Object> asMap() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("minSize", minSize);
        values.put("maxSize", maxSize);
        values.put("maxIdleTime", maxIdleTime);
        values.put("maxLifetime", maxLifetime);
        values.put("lifetimeJitter", lifetimeJitter);
        values.put("connectionTimeout", connectionTimeout);
        values.put("connectTimeout", connectTimeout);
        values.put("fairness", fairness);
        values.put("fairnessBound", fairnessBound);
        values.put("validateOnBorrow", validateOnBorrow);
        values.put("testOnReturn", testOnReturn);
        values.put("validationInterval", validationInterval);
        values.put("validationTimeout", validationTimeout);
        values.put("keepaliveTime", keepaliveTime);
        values.put("maxConnecting", maxConnecting);
        values.put("maxPending", maxPending);
        values.put("leakDetectionThreshold", leakDetectionThreshold);
        values.put("leakReclaimTimeout", leakReclaimTimeout);
        values.put("initializationFailTimeout", initializationFailTimeout);
        values.put("drainTimeout", drainTimeout);
        values.put("extraConfig", extraConfig);
        return values;
    }
}
