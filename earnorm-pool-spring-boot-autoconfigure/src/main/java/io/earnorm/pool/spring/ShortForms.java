package io.earnorm.pool.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of a pool without a name, for editors: they complete what has metadata, and the metadata is made
 * of these classes. Nothing is bound to them, see {@link BackendReader}.
 */
final class ShortForms {

    private ShortForms() {}

    /** One pool of MongoDB connections. */
    @ConfigurationProperties("earnorm.pool.mongodb")
    static final class Mongodb extends NamedPoolSettings {}

    /** One pool of Redis connections. */
    @ConfigurationProperties("earnorm.pool.redis")
    static final class Redis extends RedisPoolSettings {}
}
