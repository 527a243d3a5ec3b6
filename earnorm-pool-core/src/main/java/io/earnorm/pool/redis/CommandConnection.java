package io.earnorm.pool.redis;

import io.earnorm.pool.Pool;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** No connection of its own: executes each command on one that is leased for just that. Thread-safe. */
final class CommandConnection extends Connection {

    private final Pool<Jedis> pool;

    CommandConnection(Pool<Jedis> pool) {
        super(() -> {
            throw new JedisConnectionException("Only whole commands can be executed here");
        });
        this.pool = pool;
    }

    @Override
    public Object executeCommand(CommandArguments args) {
        return pool.execute(jedis -> jedis.getConnection().executeCommand(args));
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return pool.execute(jedis -> jedis.getConnection().executeCommand(command));
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}
}
