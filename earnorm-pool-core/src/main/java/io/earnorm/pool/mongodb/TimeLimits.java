package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.SocketSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the driver's time limits, whoever has set them, to what an acquire may take. */
final class TimeLimits {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimits.class);

    private final String pool;
    private final int longest;

    private TimeLimits(String pool, Duration longest) {
        this.pool = pool;
        this.longest = Timeouts.millis(longest);
    }

    /**
     * Cuts them.
     *
     * @param longest zero: no limit
     */
    static void apply(MongoClientSettings.Builder settings, Duration longest, String pool) {
        if (!longest.isZero()) {
            new TimeLimits(pool, longest).applyTo(settings);
        }
    }

    private void applyTo(MongoClientSettings.Builder settings) {
        MongoClientSettings now = settings.build();
        SocketSettings socket = now.getSocketSettings();
        long selection = now.getClusterSettings().getServerSelectionTimeout(MILLISECONDS);
        long wait = now.getConnectionPoolSettings().getMaxWaitTime(MILLISECONDS);
        if (isLonger("serverSelectionTimeoutMS", selection, selection < 0)) {
            settings.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(longest, MILLISECONDS));
        }
        if (isLonger("waitQueueTimeoutMS", wait, wait <= 0)) {
            settings.applyToConnectionPoolSettings(sockets -> sockets.maxWaitTime(longest, MILLISECONDS));
        }
        int connect = socket.getConnectTimeout(MILLISECONDS);
        if (isLonger("connectTimeoutMS", connect, connect == 0)) {
            settings.applyToSocketSettings(sockets -> sockets.connectTimeout(longest, MILLISECONDS));
        }
        int read = socket.getReadTimeout(MILLISECONDS);
        if (isLonger("socketTimeoutMS", read, read == 0)) {
            settings.applyToSocketSettings(sockets -> sockets.readTimeout(longest, MILLISECONDS));
        }
    }

    private boolean isLonger(String option, long millis, boolean unlimited) {
        if (!unlimited && millis <= longest) {
            return false;
        }
        LOG.warn(
                "Pool '{}': {} would be longer than connectionTimeout, and is {} ms instead. Work that takes longer needs timeoutMS, or withTimeout()",
                pool,
                option,
                longest);
        return true;
    }
}
