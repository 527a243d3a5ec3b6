package io.earnorm.pool.redis;

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The sentinels name a server that says it is no master: their news is late, or a failover is under way. */
final class NotMasterException extends JedisConnectionException {

    private static final long serialVersionUID = 1L;

    NotMasterException(HostAndPort address, String role) {
        super("The sentinels name %s as the master, but it says that it is a %s".formatted(address, role));
    }
}
