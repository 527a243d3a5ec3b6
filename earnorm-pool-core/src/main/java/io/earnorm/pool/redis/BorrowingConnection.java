package io.earnorm.pool.redis;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** No connection of its own: each command acquires one and releases it. */
final class BorrowingConnection extends Connection {

    private final LeaseProvider provider;

    BorrowingConnection(LeaseProvider provider) {
        super(() -> {
            throw new JedisConnectionException("Only whole commands can be executed here");
        });
        this.provider = provider;
    }

    @Override
    public Object executeCommand(CommandArguments args) {
        try (Connection connection = provider.getConnection(args)) {
            return connection.executeCommand(args);
        }
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        try (Connection connection = provider.getConnection(command.getArguments())) {
            return connection.executeCommand(command);
        }
    }

    @Override
    public void close() {}
}
