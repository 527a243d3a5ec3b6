package io.earnorm.pool.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/** Jedis's high-level client on a pool. Thread-safe. */
final class RedisCommands extends UnifiedJedis {

    RedisCommands(LeaseProvider provider, @Nullable RedisProtocol protocol) {
        super(
                provider,
                protocol == null
                        ? RedisProtocol.RESP2
                        : protocol); // Jedis 8 would connect right here to find out, if it were not told.
    }

    /** Does nothing: the pool is closed by whom it belongs to. */
    @Override
    public void close() {}
}
