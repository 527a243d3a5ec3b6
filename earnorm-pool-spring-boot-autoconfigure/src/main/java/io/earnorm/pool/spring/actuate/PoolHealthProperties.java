package io.earnorm.pool.spring.actuate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How the pools' health is asked for. */
@ConfigurationProperties(prefix = "earnorm.pool.health", ignoreUnknownFields = false)
final class PoolHealthProperties {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    /** Longest wait of a health request, for all pools together. A backend that has not answered by then is down. */
    private Duration timeout = Duration.ofSeconds(1);

    /** How long an answer is good for, unless the pool's work shows something else. Zero: ask each time. */
    private Duration cache = Duration.ofSeconds(1);

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
            throw new IllegalArgumentException("must be at least 1 ms, but was " + timeout);
        }
        this.timeout = timeout;
    }

    public Duration getCache() {
        return cache;
    }

    public void setCache(Duration cache) {
        if (cache.isNegative()) {
            throw new IllegalArgumentException("must be zero or positive, but was " + cache);
        }
        this.cache = cache;
    }
}
