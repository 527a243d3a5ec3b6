package io.earnorm.pool.spring;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** One Redis pool. */
class RedisPoolSettings extends NamedPoolSettings {

    @NestedConfigurationProperty
    private final SentinelSettings sentinel = new SentinelSettings();

    @NestedConfigurationProperty
    private final ClusterSettings cluster = new ClusterSettings();

    public SentinelSettings getSentinel() {
        return sentinel;
    }

    public ClusterSettings getCluster() {
        return cluster;
    }
}
