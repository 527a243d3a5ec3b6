package io.earnorm.pool.spring;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** One Redis pool. */
class RedisPoolSettings extends NamedPoolSettings {

    @NestedConfigurationProperty
    private final SentinelSettings sentinel = new SentinelSettings();

    public SentinelSettings getSentinel() {
        return sentinel;
    }
}
