package io.earnorm.pool.redis;

import io.earnorm.pool.Pool;
import java.time.Duration;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** No connection of its own: executes each command on one that is leased for just that. Thread-safe. */
final class CommandConnection extends Connection {

    private final Pool<Jedis> pool;
    private final boolean hasSuccessors;

    /** @param hasSuccessors whether the pool finds another server when this one takes no writes any more */
    CommandConnection(Pool<Jedis> pool, boolean hasSuccessors) {
        super(() -> {
            throw new JedisConnectionException("Only whole commands can be executed here");
        });
        this.pool = pool;
        this.hasSuccessors = hasSuccessors;
    }

    @Override
    public Object executeCommand(CommandArguments args) {
        return execute(connection -> connection.executeCommand(args));
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return execute(connection -> connection.executeCommand(command));
    }

    private <T> T execute(Function<Connection, T> command) {
        if (!hasSuccessors) {
            return pool.execute(jedis -> command.apply(jedis.getConnection()));
        }
        long start = System.nanoTime();
        try {
            return pool.execute(jedis -> command.apply(jedis.getConnection()));
        } catch (JedisDataException e) {
            if (!RedisFailures.isReadOnly(e)) {
                throw e;
            }
            return repeat(command, start);
        }
    }

    /** A replica refuses a write and does nothing, so its successor may be given the same command. */
    private <T> T repeat(Function<Connection, T> command, long start) {
        Duration left = pool.config().connectionTimeout().minusNanos(System.nanoTime() - start);
        try (Connection connection = new LeasedConnection(pool.acquire(left.isNegative() ? Duration.ZERO : left))) {
            return command.apply(connection);
        }
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}
}
