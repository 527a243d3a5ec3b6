package io.earnorm.pool.redis;

import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/** Jedis's high-level client on a pool. Thread-safe. */
final class RedisCommands extends UnifiedJedis {

    RedisCommands(LeaseProvider provider) {
        super(provider, RedisProtocol.RESP2); // Jedis 8 would connect right here to find out, if it were not told.
    }

    /** Does nothing: the pool is closed by whom it belongs to. */
    @Override
    public void close() {}
}
