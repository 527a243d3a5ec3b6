package io.earnorm.pool.spring.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** How the pools are measured. */
@ConfigurationProperties(prefix = "earnorm.pool.metrics", ignoreUnknownFields = false)
final class PoolMetricsProperties {

    /** Whether every acquire and use goes through a timer. That allows histograms and percentiles, and makes each acquire a little slower. */
    private boolean exactTimers;

    public boolean isExactTimers() {
        return exactTimers;
    }

    public void setExactTimers(boolean exactTimers) {
        this.exactTimers = exactTimers;
    }
}
