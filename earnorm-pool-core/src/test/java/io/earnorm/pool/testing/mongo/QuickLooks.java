package io.earnorm.pool.testing.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;

/**
 * The driver looks at a server that is away at most twice a second. Tests that wait for it to come back wait for that most of
 * all; here it looks 50 times a second.
 */
public final class QuickLooks {

    private QuickLooks() {}

    /**
     * For {@code MongoPool.create(options, QuickLooks::apply)}.
     *
     * @param settings of a client
     */
    public static void apply(MongoClientSettings.Builder settings) {
        settings.applyToServerSettings(server -> server.minHeartbeatFrequency(20, MILLISECONDS));
    }
}
