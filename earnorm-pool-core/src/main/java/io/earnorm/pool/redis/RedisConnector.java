package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Makes, checks, cleans and destroys connections; a pool's hooks, apart from the pool. Thread-safe. */
final class RedisConnector {

    private final RedisSettings settings;

    RedisConnector(RedisSettings settings) {
        this.settings = settings;
    }

    /** Connects, logs in, selects the database, and asks once: a server that wants a password refuses only that. */
    Jedis connect() {
        return connect(new RedisSocketFactory(settings, settings.address));
    }

    /** The same to where a socket leads, which somebody may abort meanwhile. */
    Jedis connect(RedisSocketFactory sockets) {
        Credentials credentials = settings.credentials(); // First: what it throws must not leave a socket open.
        try {
            RedisConnection connection = new RedisConnection(sockets, new RedisClientConfig(settings, credentials));
            connection.greet();
            connection.setSoTimeout(settings.socketTimeout);
            return new Jedis(connection);
        } catch (JedisDataException e) {
            sockets.abort();
            throw withoutSecret(e, credentials);
        } catch (RuntimeException | Error e) {
            sockets.abort(); // Jedis closes it on its own exceptions only.
            throw e;
        }
    }

    /** Returns when the connection is alive, throws when it is not. */
    void validate(Jedis jedis) {
        connection(jedis).validate(settings.validationTimeout);
    }

    /** {@return what the holder of one lease sees, with nothing of what an earlier one did} */
    Jedis lend(Jedis jedis) {
        return new Jedis(connection(jedis).lend());
    }

    void reset(Jedis jedis) {
        connection(jedis).reset(settings.validationTimeout);
    }

    void destroy(Jedis jedis) {
        connection(jedis).destroy();
    }

    /** {@return the physical connection of what {@link #connect()} or {@link #lend} returned} */
    static RedisConnection connection(Jedis jedis) {
        Connection connection = jedis.getConnection();
        return connection instanceof LeasedConnection leased ? leased.physical() : (RedisConnection) connection;
    }

    /** A server that doesn't know AUTH repeats its arguments in the error. */
    private static JedisDataException withoutSecret(JedisDataException e, @Nullable Credentials credentials) {
        String message = String.valueOf(e.getMessage());
        if (credentials == null || credentials.password().isEmpty() || !message.contains(credentials.password())) {
            return e;
        }
        return new JedisDataException(
                RedisFailures.code(e) + " (the rest of the server's message repeats the password and is left out)");
    }
}
