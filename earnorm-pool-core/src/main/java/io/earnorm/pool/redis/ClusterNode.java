package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** One node: its pool, and what that has to do with the other nodes' pools. Thread-safe. */
final class ClusterNode implements ClusterRoom.Tenant {

    final HostAndPort address;
    final RedisPool pool;
    private final ClusterRoom room;
    private final ClusterNodes all;
    private final Set<Jedis> givenUp = ConcurrentHashMap.newKeySet();

    ClusterNode(HostAndPort address, PoolOptions options, ClusterRoom room, ClusterNodes all) {
        this.address = address;
        this.room = room;
        this.all = all;
        this.pool = RedisPool.ofNode(options, this);
    }

    /** Makes a connection when there is room for one more. */
    Jedis connect(RedisConnector connector) throws InterruptedException {
        room.take(this, all, pool.config().connectTimeout().toMillis());
        try {
            return connector.connect();
        } catch (RuntimeException | Error e) {
            room.leave();
            throw e;
        }
    }

    void destroy(RedisConnector connector, Jedis connection) {
        try {
            connector.destroy(connection);
        } finally {
            if (givenUp.remove(connection)) {
                room.leaveAsPromised();
            } else {
                room.leave();
            }
        }
    }

    /** A throw when a connection that came back clean is to make room for one to another node. */
    void keepOrGiveUp(Jedis connection) {
        if (room.wants(this)) {
            givenUp.add(connection);
            throw new IllegalStateException("Given up, because another node of the cluster needs a connection");
        }
    }

    /**
     * Whether those that wait go on waiting: when there is no room yet, or the node is silent. When it refuses, they fail at
     * once, because another node may serve them by now.
     */
    static boolean isTransient(Throwable failure) {
        if (failure instanceof ConnectionFailedException && failure.getCause() instanceof JedisException) {
            return failure.getCause() instanceof ClusterRoom.NoRoomException;
        }
        return RedisFailures.isTransient(failure);
    }

    @Override
    public int connections() {
        return pool.getMetrics().total();
    }

    @Override
    public boolean isWanted() {
        return pool.getMetrics().pending() > 0;
    }

    @Override
    public boolean giveUpIdle() {
        try {
            Optional<Lease<Jedis>> idle = pool.tryAcquire();
            idle.ifPresent(Lease::invalidate);
            return idle.isPresent();
        } catch (PoolException e) {
            return false; // It is being closed, and gives up everything.
        }
    }
}
