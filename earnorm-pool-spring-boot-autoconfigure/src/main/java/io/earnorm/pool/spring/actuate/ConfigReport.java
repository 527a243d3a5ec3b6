package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The settings in force, named and written as in a property file. */
final class ConfigReport {

    private ConfigReport() {}

    /** Of {@code extra-config} only the keys: its values may be secret. */
    static Map<String, Object> of(PoolConfig config) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("min-size", config.minSize());
        settings.put("max-size", config.maxSize());
        settings.put("max-idle-time", length(config.maxIdleTime()));
        settings.put("max-lifetime", length(config.maxLifetime()));
        settings.put("lifetime-jitter", config.lifetimeJitter());
        settings.put("connection-timeout", length(config.connectionTimeout()));
        settings.put("connect-timeout", length(config.connectTimeout()));
        settings.put("fairness", config.fairness().name().toLowerCase(Locale.ROOT));
        settings.put("fairness-bound", length(config.fairnessBound()));
        settings.put("validate-on-borrow", config.validateOnBorrow());
        settings.put("test-on-return", config.testOnReturn());
        settings.put("validation-interval", length(config.validationInterval()));
        settings.put("validation-timeout", length(config.validationTimeout()));
        settings.put("keepalive-time", length(config.keepaliveTime()));
        settings.put("max-connecting", config.maxConnecting());
        settings.put("max-pending", config.maxPending());
        settings.put("leak-detection-threshold", length(config.leakDetectionThreshold()));
        settings.put("leak-reclaim-timeout", length(config.leakReclaimTimeout()));
        settings.put("initialization-fail-timeout", length(config.initializationFailTimeout()));
        settings.put("drain-timeout", length(config.drainTimeout()));
        settings.put("extra-config", config.extraConfig().keySet());
        return settings;
    }

    private static String length(Duration length) {
        return length.toMillis() + "ms";
    }
}
