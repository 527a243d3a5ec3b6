package io.earnorm.pool.redis;

import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** One sentinel: opens connections to it and knows its language. Thread-safe. */
final class Sentinel {

    private final RedisSettings settings;
    private final RedisConnector connector;
    private final String masterName;

    Sentinel(RedisSettings settings, String masterName) {
        this.settings = settings;
        this.connector = new RedisConnector(settings);
        this.masterName = masterName;
    }

    HostAndPort address() {
        return settings.address;
    }

    RedisSocketFactory socket() {
        return new RedisSocketFactory(settings, settings.address);
    }

    /** Where the master is, asked on a connection of its own: a subscribed one can't ask. */
    SentinelAnswer ask(RedisSocketFactory socket) {
        RedisConnection connection = RedisConnector.connection(connector.connect(socket));
        try {
            long epoch = epoch(connection); // First: if a failover comes between, the answer is not taken for too new.
            connection.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", masterName);
            List<Object> address = connection.getObjectMultiBulkReply();
            if (address == null) {
                return SentinelAnswer.unknown(others(connection));
            }
            HostAndPort master = new HostAndPort(text(address.get(0)), Integer.parseInt(text(address.get(1))));
            return SentinelAnswer.at(master, epoch);
        } finally {
            connection.destroy();
        }
    }

    private long epoch(RedisConnection connection) {
        try {
            connection.sendCommand(Command.SENTINEL, "MASTER", masterName);
            String epoch = field(connection.getObjectMultiBulkReply(), "config-epoch");
            return epoch == null ? SentinelAnswer.UNKNOWN : Long.parseLong(epoch);
        } catch (JedisDataException e) {
            return SentinelAnswer.UNKNOWN; // It doesn't know the master, or we are not allowed to ask.
        }
    }

    private static String others(RedisConnection connection) {
        try {
            connection.sendCommand(Command.SENTINEL, "MASTERS");
            List<String> names = new ArrayList<>();
            for (Object master : connection.getObjectMultiBulkReply()) {
                names.add(String.valueOf(field((List<?>) master, "name")));
            }
            return names.isEmpty() ? "none" : String.join(", ", names);
        } catch (JedisDataException e) {
            return "unknown";
        }
    }

    /** {@return a connection on which {@link #awaitEvent} hears of changes} */
    RedisConnection subscribe(RedisSocketFactory socket, int quietMillis) {
        RedisConnection connection = RedisConnector.connection(connector.connect(socket));
        connection.transmit(new CommandArguments(Command.SUBSCRIBE).addObjects((Object[]) SentinelEvent.CHANNELS));
        connection.getObjectMultiBulkReply();
        for (int i = 1; i < SentinelEvent.CHANNELS.length; i++) { // One confirmation for each.
            connection.readProtocolWithCheckingBroken();
        }
        connection.setSoTimeout(quietMillis);
        return connection;
    }

    /** Waits for news of the master; {@code null}: nothing was heard for as long as agreed. */
    @Nullable
    SentinelEvent awaitEvent(RedisConnection subscribed) {
        try {
            while (true) {
                List<?> message = (List<?>) Objects.requireNonNull(subscribed.readProtocolWithCheckingBroken());
                List<String> words = List.of(text(message.get(2)).split(" "));
                if (words.contains(masterName)) { // There may be hundreds of other masters.
                    return new SentinelEvent(text(message.get(1)), words);
                }
            }
        } catch (JedisConnectionException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String field(List<?> namesAndValues, String name) {
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (text(namesAndValues.get(i)).equals(name)) {
                return text(namesAndValues.get(i + 1));
            }
        }
        return null;
    }

    private static String text(Object bulk) {
        return new String((byte[]) Objects.requireNonNull(bulk), StandardCharsets.UTF_8);
    }
}
