package io.earnorm.pool.testing.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;

/** How the tests themselves log in at a server. */
record AdminConfig(@Nullable String password) implements JedisClientConfig {

    @Override
    public @Nullable String getPassword() {
        return password;
    }

    /** Jedis 8 asks, and warns when it is true; Jedis 6 and 7 don't know it. */
    public boolean isAutoNegotiateProtocol() {
        return false;
    }
}
