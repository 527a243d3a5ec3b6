package io.earnorm.pool.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** What a pool, a template and the defaults have in common. What is not set is null. */
class PoolSettings extends LifeSettings {

    /** User to connect as, in place of the one in the URI. */
    private @Nullable String username;

    /** Password to connect with, in place of the one in the URI. */
    private @Nullable String password;

    @NestedConfigurationProperty
    private final SslSettings ssl = new SslSettings();

    @NestedConfigurationProperty
    private final ResilienceSettings resilience = new ResilienceSettings();

    /** Settings handed to the backend as they are. The backend refuses those that it does not know. */
    private Map<String, Object> extraConfig = new LinkedHashMap<>();

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public SslSettings getSsl() {
        return ssl;
    }

    public ResilienceSettings getResilience() {
        return resilience;
    }

    public Map<String, Object> getExtraConfig() {
        return extraConfig;
    }

    public void setExtraConfig(Map<String, Object> extraConfig) {
        this.extraConfig = extraConfig;
    }
}
