package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;

/**
 * The driver's time limits as the pool's settings imply them: nothing at the driver takes longer than an acquire may. In a
 * pool's settings zero means no limit; then the next wider limit counts, or the driver's default.
 */
final class Timeouts {

    private final Duration acquire;
    private final Duration connect;
    private final Duration validate;

    Timeouts(PoolConfig config) {
        acquire = config.connectionTimeout();
        connect = shorter(config.connectTimeout(), acquire);
        validate = shorter(config.validationTimeout(), connect);
    }

    /** How long to try to find out whether a new connection works; zero: no limit. */
    Duration connectProbe() {
        return beforeThePool(connect);
    }

    /** How long to wait for an answer where nobody needs more of it than that it comes; zero: no limit. */
    Duration validationProbe() {
        return beforeThePool(validate);
    }

    /** A little less than the pool itself waits, so that it hears the driver's reason before it gives up. */
    private static Duration beforeThePool(Duration limit) {
        return limit.multipliedBy(9).dividedBy(10);
    }

    void applyTo(MongoClientSettings.Builder settings) {
        if (!acquire.isZero()) {
            int millis = millis(acquire);
            settings.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(millis, MILLISECONDS));
            settings.applyToConnectionPoolSettings(pool -> pool.maxWaitTime(millis, MILLISECONDS));
            settings.applyToSocketSettings(socket -> socket.readTimeout(millis, MILLISECONDS));
        }
        if (!connect.isZero()) {
            settings.applyToSocketSettings(socket -> socket.connectTimeout(millis(connect), MILLISECONDS));
        }
    }

    /** Cuts what others have set to the same measure. */
    void limit(MongoClientSettings.Builder settings, String pool) {
        TimeLimits.apply(settings, acquire, pool);
    }

    /** The driver counts in {@code int}s. */
    static int millis(Duration time) {
        return (int) Math.min(time.toMillis(), Integer.MAX_VALUE);
    }

    private static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
