package io.earnorm.pool.spring;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is written below {@code sentinel} into what the Redis backend reads: a URI, and keys of {@code extraConfig}. */
final class SentinelOptions {

    private final SentinelSettings sentinel;
    private final PropertyErrors errors;
    private final Placeholders placeholders;

    SentinelOptions(SentinelSettings sentinel, PropertyErrors errors) {
        this.sentinel = sentinel;
        this.errors = errors;
        this.placeholders = new Placeholders(errors);
    }

    /**
     * Applies them, if there are any.
     *
     * @param uri what the pool has besides
     * @param tls whether connections are to be secure
     * @throws PoolPropertyException if they are incomplete, or there is a URI, too
     */
    void applyTo(PoolOptions.Builder options, PoolConfig config, @Nullable String uri, boolean tls) {
        if (!sentinel.isSet()) {
            return;
        }
        if (uri != null) {
            throw errors.of(
                    "uri",
                    "there are both a URI and sentinels, and both say where the server is",
                    "Remove the URI, or what is below sentinel.");
        }
        options.uri("%s-sentinel://%s?sentinelMasterId=%s".formatted(tls ? "rediss" : "redis", nodes(), master()));
        options.config(config.toBuilder().extraConfig(extraConfig(config)).build());
    }

    private String master() {
        String master = placeholders.resolved("sentinel.master", sentinel.getMaster());
        if (master == null || master.isEmpty()) {
            throw errors.of(
                    "sentinel.master",
                    "it is not set",
                    "Set it to what the sentinels call the master, for example mymaster.");
        }
        return URLEncoder.encode(master, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String nodes() {
        if (sentinel.getNodes().isEmpty()) {
            throw errors.of(
                    "sentinel.nodes",
                    "it is not set",
                    "Set it to the sentinels' addresses, for example host1:26379,host2:26379,host3:26379.");
        }
        return NodeList.join(sentinel.getNodes(), "sentinel.nodes", errors);
    }

    private Map<String, Object> extraConfig(PoolConfig config) {
        String username = placeholders.resolved("sentinel.username", sentinel.getUsername());
        String password = placeholders.resolved("sentinel.password", sentinel.getPassword());
        if (username != null && password == null) {
            throw errors.of("sentinel.username", "there is a username, but no password", "Set the password, too.");
        }
        Map<String, Object> extraConfig = new LinkedHashMap<>(config.extraConfig());
        Settings.ifSet(username, user -> extraConfig.put("sentinel_username", user));
        Settings.ifSet(password, secret -> extraConfig.put("sentinel_password", secret));
        return extraConfig;
    }
}
