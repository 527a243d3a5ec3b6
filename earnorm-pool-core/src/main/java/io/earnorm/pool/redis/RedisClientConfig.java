package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/**
 * What Jedis does when one connection is made. Own, and not Jedis's builder, because {@link #isAutoNegotiateProtocol()} is
 * in no interface that this is compiled against.
 */
final class RedisClientConfig implements JedisClientConfig {

    private final RedisSettings settings;
    private final @Nullable Credentials credentials;

    RedisClientConfig(RedisSettings settings, @Nullable Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Jedis 8 asks, and would otherwise begin with HELLO 3, changing what some commands reply. Jedis 6 and 7 don't ask. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public boolean isAutoNegotiateProtocol() {
        return false;
    }

    /** {@return whether somebody tells which server takes over, so that the next connection is to that one} */
    boolean findsSuccessors() {
        return settings.sentinels != null;
    }

    @Override
    public @Nullable RedisProtocol getRedisProtocol() {
        return settings.protocol;
    }

    @Override
    public int getConnectionTimeoutMillis() {
        return settings.connectTimeout;
    }

    @Override
    public int getSocketTimeoutMillis() {
        return settings.socketTimeout;
    }

    @Override
    public int getBlockingSocketTimeoutMillis() {
        return settings.blockingSocketTimeout;
    }

    @Override
    public @Nullable String getUser() {
        return credentials == null ? null : credentials.user().orElse(null);
    }

    @Override
    public @Nullable String getPassword() {
        return credentials == null ? null : credentials.password();
    }

    @Override
    public int getDatabase() {
        return settings.database;
    }

    @Override
    public String getClientName() {
        return settings.clientName;
    }

    @Override
    public boolean isSsl() {
        return settings.tls;
    }
}
