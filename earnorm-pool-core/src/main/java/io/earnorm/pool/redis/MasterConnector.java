package io.earnorm.pool.redis;

import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Connects to the master that the sentinels name, and to its successor when it is replaced meanwhile: an attempt that is
 * under way is given up then, however long the old master would let it wait. Thread-safe.
 */
final class MasterConnector {

    /** How often a server that was demoted is asked again whether it still is: it may be promoted once more. */
    private static final long DEMOTED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisSettings settings;
    private final RedisConnector connector;
    private final SentinelGroup sentinels;

    MasterConnector(RedisSettings settings, RedisConnector connector, SentinelGroup sentinels) {
        this.settings = settings;
        this.connector = connector;
        this.sentinels = sentinels;
    }

    /** All attempts together have the connect timeout, and so has each of their steps. */
    Jedis connect() {
        long start = System.nanoTime();
        while (true) {
            Master master = sentinels.await(left(start));
            try {
                return connect(master);
            } catch (NotMasterException e) {
                sentinels.doubt(master);
                if (left(start) <= 0) {
                    throw e;
                }
                // A failover is under way. Waiting here costs those who wait for a connection none of their attempts.
                sentinels.awaitReplacement(master, Math.min(left(start), DEMOTED_NANOS));
            } catch (RuntimeException e) {
                if (!master.isReplaced() || left(start) <= 0) {
                    sentinels.doubt(master);
                    throw explained(e);
                }
            }
        }
    }

    private Jedis connect(Master master) {
        RedisSocketFactory socket = master.connecting.add(new RedisSocketFactory(settings, master.address));
        try {
            Jedis jedis = connector.connect(socket);
            String role = RedisConnector.connection(jedis).role();
            if (role != null && !role.equals("master")) {
                throw new NotMasterException(master.address, role);
            }
            master.confirm();
            master.connecting.remove(socket);
            return jedis;
        } catch (RuntimeException | Error e) {
            master.connecting.remove(socket);
            socket.abort();
            throw e;
        }
    }

    private RuntimeException explained(RuntimeException failure) {
        String silence = sentinels.silence();
        if (silence == null || !(failure instanceof JedisConnectionException)) {
            return failure;
        }
        return new JedisConnectionException(failure.getMessage() + ". " + silence, failure);
    }

    private long left(long start) {
        return settings.connectTimeout == 0
                ? Long.MAX_VALUE / 2
                : TimeUnit.MILLISECONDS.toNanos(settings.connectTimeout) - (System.nanoTime() - start);
    }
}
