package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Whom to ask where the master is.
 *
 * @param masterName what they call it
 * @param addresses the sentinels
 * @param tls whether connections to them are secure
 * @param credentials of the sentinels themselves, asked for each connection; of {@code null}: they want none
 */
record SentinelSettings(
        String masterName,
        List<HostAndPort> addresses,
        boolean tls,
        Supplier<? extends @Nullable Credentials> credentials) {

    static final String USERNAME = "sentinel_username";
    static final String PASSWORD = "sentinel_password";
    static final String SSL = "sentinel_ssl";

    /** {@return what URI and {@code extraConfig} say, or {@code null} if the URI names no sentinels} */
    static @Nullable SentinelSettings of(RedisUri uri, boolean tls, ExtraConfig extra) {
        Boolean ownTls = extra.flag(SSL);
        Supplier<? extends @Nullable Credentials> credentials =
                credentials(extra.text(USERNAME), extra.secret(PASSWORD));
        String masterName = uri.masterName();
        if (masterName == null) {
            extra.refuse(
                    "needs a URI that begins with redis-sentinel:// or rediss-sentinel://", USERNAME, PASSWORD, SSL);
            return null;
        }
        return new SentinelSettings(masterName, uri.addresses(), ownTls == null ? tls : ownTls, credentials);
    }

    private static Supplier<? extends @Nullable Credentials> credentials(
            @Nullable String user, @Nullable Supplier<String> password) {
        if (password == null) {
            if (user != null) {
                throw new PoolConfigurationException(
                        "extraConfig 'sentinel_username' is set without 'sentinel_password'; set both");
            }
            return () -> null;
        }
        return () -> user == null ? Credentials.ofPassword(password.get()) : Credentials.of(user, password.get());
    }
}
