package io.earnorm.pool.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * What one sentinel says of the master.
 *
 * @param address where it is; {@code null}: the sentinel knows no master of that name
 * @param epoch of the configuration that it speaks of: each failover has a higher one; {@link #UNKNOWN} if it didn't say
 * @param others the masters that it knows, where it doesn't know this one
 */
record SentinelAnswer(@Nullable HostAndPort address, long epoch, String others) {

    static final long UNKNOWN = -1;

    static SentinelAnswer at(HostAndPort address, long epoch) {
        return new SentinelAnswer(address, epoch, "");
    }

    static SentinelAnswer unknown(String others) {
        return new SentinelAnswer(null, UNKNOWN, others);
    }
}
