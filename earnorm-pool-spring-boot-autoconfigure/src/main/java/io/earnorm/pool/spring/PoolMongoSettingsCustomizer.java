package io.earnorm.pool.spring;

import com.mongodb.MongoClientSettings;

/**
 * Changes what the MongoDB driver is told by pools from {@code earnorm.pool.mongodb}: codecs, listeners, a server API. Beans
 * of this type are asked in the order of Spring's {@code @Order}, for each pool, and again for each client that a pool makes
 * in its life.
 */
@FunctionalInterface
public interface PoolMongoSettingsCustomizer {

    /**
     * Changes the driver's settings. Called on a thread of the pool.
     *
     * @param pool the pool's name
     * @param settings holds what the properties say, and may be changed, but for time limits: none gets longer than the pool's
     *     {@code connection-timeout}. Not to be kept
     */
    void customize(String pool, MongoClientSettings.Builder settings);
}
