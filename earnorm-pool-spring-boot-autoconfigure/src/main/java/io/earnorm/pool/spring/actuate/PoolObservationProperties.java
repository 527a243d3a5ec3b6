package io.earnorm.pool.spring.actuate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What is observed of the pools. */
@ConfigurationProperties(prefix = "earnorm.pool.observation", ignoreUnknownFields = false)
final class PoolObservationProperties {

    /** Acquires that wait at least this long are told to the current observation, such as an HTTP request's. Zero: none are. Makes each acquire a little slower. */
    private Duration longWait = Duration.ZERO;

    public Duration getLongWait() {
        return longWait;
    }

    public void setLongWait(Duration longWait) {
        if (longWait.isNegative()) {
            throw new IllegalArgumentException("must be zero or positive, but was " + longWait);
        }
        this.longWait = longWait;
    }
}
