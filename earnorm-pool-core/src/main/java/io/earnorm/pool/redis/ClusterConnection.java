package io.earnorm.pool.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** No connection of its own: brings each command to where it belongs. Thread-safe. */
final class ClusterConnection extends Connection {

    private final ClusterRouter router;

    ClusterConnection(ClusterRouter router) {
        super(() -> {
            throw new JedisConnectionException("Only whole commands can be executed here");
        });
        this.router = router;
    }

    @Override
    public @Nullable Object executeCommand(CommandArguments args) {
        return router.send(ClusterRoute.of(args), args, router.call());
    }

    @Override
    @SuppressWarnings("NullAway") // Jedis's builders take and return null, and say nothing of it.
    public <T> T executeCommand(CommandObject<T> command) {
        ClusterRoute route = ClusterRoute.of(command.getArguments());
        if (route.broadcast() != null) {
            return command.getBuilder().build(router.send(route, command.getArguments(), router.call()));
        }
        return router.execute(route.slot(), router.call(), connection -> connection.executeCommand(command));
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}
}
