package io.earnorm.pool.spring;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.ClassUtils;

/** What both generations of Spring Boot say of a Redis service, each in types of its own. */
final class RedisService {

    private final Object details;
    private final @Nullable String username;
    private final @Nullable String password;
    private final @Nullable SslBundle bundle;

    RedisService(Object details, @Nullable String username, @Nullable String password, @Nullable SslBundle bundle) {
        this.details = details;
        this.username = username;
        this.password = password;
        this.bundle = bundle;
    }

    ServiceAddress server(String host, int port, int database) {
        return address("%s://%s".formatted(scheme(""), node(host, port)), database, Map.of());
    }

    ServiceAddress cluster(List<String> nodes) {
        return address("%s://%s".formatted(scheme("-cluster"), String.join(",", nodes)), 0, Map.of());
    }

    /**
     * Sentinels.
     *
     * @param sentinelUser of the sentinels themselves
     * @param sentinelPassword of the sentinels themselves
     */
    ServiceAddress sentinels(
            String master,
            List<String> nodes,
            int database,
            @Nullable String sentinelUser,
            @Nullable String sentinelPassword) {
        Map<String, Object> extraConfig = new LinkedHashMap<>();
        Settings.ifSet(sentinelUser, user -> extraConfig.put("sentinel_username", user));
        Settings.ifSet(sentinelPassword, secret -> extraConfig.put("sentinel_password", secret));
        String name = URLEncoder.encode(master, StandardCharsets.UTF_8).replace("+", "%20");
        return address(
                "%s://%s?sentinelMasterId=%s".formatted(scheme("-sentinel"), String.join(",", nodes), name),
                database,
                extraConfig);
    }

    /** What Spring Boot knows, and we do not. */
    PoolConfigurationException unknownForm() {
        return new PoolConfigurationException("the bean %s names neither a server, nor sentinels, nor a cluster"
                .formatted(ClassUtils.getShortName(details.getClass())));
    }

    static String node(String host, int port) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    private String scheme(String kind) {
        return (bundle == null ? "redis" : "rediss") + kind;
    }

    private ServiceAddress address(String uri, int database, Map<String, Object> extraConfig) {
        return new ServiceAddress(
                details, uri, database == 0 ? null : Integer.toString(database), credentials(), bundle, extraConfig);
    }

    private @Nullable Credentials credentials() {
        if (password == null) {
            return null; // A user without a password is nobody to Redis.
        }
        return username == null ? Credentials.ofPassword(password) : Credentials.of(username, password);
    }
}
