package io.earnorm.pool.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * All pools, as they are written. Filled by {@link PoolDefinitionsReader}, not by Spring Boot: only that
 * knows the short form.
 */
@ConfigurationProperties("earnorm.pool")
final class EarnormPoolProperties {

    /** Whether to make pools at all. */
    private boolean enabled = true;

    @NestedConfigurationProperty
    private PoolSettings defaults = new PoolSettings();

    /** Named settings that pools may start from. */
    private Map<String, PoolSettings> templates = new LinkedHashMap<>();

    /** Pools of MongoDB connections, by name. Or one pool's settings, without a name. */
    private Map<String, NamedPoolSettings> mongodb = new LinkedHashMap<>();

    /** Pools of Redis connections, by name. Or one pool's settings, without a name. */
    private Map<String, RedisPoolSettings> redis = new LinkedHashMap<>();

    /** Pools of other backends, by name. */
    private Map<String, CustomPoolSettings> custom = new LinkedHashMap<>();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public PoolSettings getDefaults() {
        return defaults;
    }

    public void setDefaults(PoolSettings defaults) {
        this.defaults = defaults;
    }

    public Map<String, PoolSettings> getTemplates() {
        return templates;
    }

    public void setTemplates(Map<String, PoolSettings> templates) {
        this.templates = templates;
    }

    public Map<String, NamedPoolSettings> getMongodb() {
        return mongodb;
    }

    public void setMongodb(Map<String, NamedPoolSettings> mongodb) {
        this.mongodb = mongodb;
    }

    public Map<String, RedisPoolSettings> getRedis() {
        return redis;
    }

    public void setRedis(Map<String, RedisPoolSettings> redis) {
        this.redis = redis;
    }

    public Map<String, CustomPoolSettings> getCustom() {
        return custom;
    }

    public void setCustom(Map<String, CustomPoolSettings> custom) {
        this.custom = custom;
    }
}
