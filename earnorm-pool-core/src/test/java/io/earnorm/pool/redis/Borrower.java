package io.earnorm.pool.redis;

import io.earnorm.pool.testing.redis.RedisServer;
import java.lang.reflect.Field;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Transaction;

/** Who has a connection next, and looks at it closely. */
final class Borrower {

    /** What the server says about a connection that is the holder's own affair. */
    private static final List<String> STATE =
            List.of("name", "db", "user", "flags", "multi", "sub", "psub", "ssub", "resp", "redir", "lib-name");

    private final RedisServer server;
    private final Map<String, String> asItShouldBe;
    private final Duration patience;

    private Borrower(RedisServer server, Map<String, String> asItShouldBe, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.asItShouldBe = asItShouldBe;
    }

    /** One who knows a good connection. */
    static Borrower knowing(Jedis good, RedisServer server, Duration patience) {
        return new Borrower(server, state(good), patience);
    }

    /** What is the matter with a connection, in a few words, if anything is. */
    Optional<String> complaint(Jedis jedis, Jedis another) {
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        Thread looking = new Thread(() -> found.complete(look(jedis, another)), "borrower");
        looking.setDaemon(true);
        looking.start();
        return found.completeOnTimeout(Optional.of("waits without end"), patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Optional<String> look(Jedis jedis, Jedis another) {
        try {
            String own = firstOf(jedis);
            boolean shared = own == null && jedis.clientId() == another.clientId();
            return Optional.ofNullable(shared ? "shares its connection with another borrower" : own);
        } catch (RuntimeException e) {
            return Optional.of(describe(e));
        }
    }

    private @Nullable String firstOf(Jedis jedis) {
        for (int i = 0; i < 5; i++) {
            String said = "echo " + i;
            if (!said.equals(jedis.echo(said))) {
                return "gets the reply to another command";
            }
        }
        if (!Long.valueOf(1).equals(jedis.eval("return 1"))) {
            return "has its scripts debugged";
        }
        String difference = difference(state(jedis));
        return difference == null ? transaction(jedis) : difference;
    }

    private @Nullable String difference(Map<String, String> state) {
        for (Map.Entry<String, String> is : state.entrySet()) {
            String should = asItShouldBe.get(is.getKey());
            if (!is.getValue().equals(should)) {
                return "has %s=%s instead of %s".formatted(is.getKey(), is.getValue(), should);
            }
        }
        return null;
    }

    private @Nullable String transaction(Jedis jedis) {
        server.run(other -> {
            other.select(2);
            other.incr("watched");
        });
        Transaction transaction = jedis.multi();
        transaction.incr("own");
        return transaction.exec() == null ? "executes a transaction in vain" : null;
    }

    static Map<String, String> state(Jedis jedis) {
        Map<String, String> state = new TreeMap<>();
        byte[] line = (byte[]) jedis.sendCommand(Command.CLIENT, "INFO");
        Map<String, String> all = Arrays.stream(new String(line, StandardCharsets.UTF_8)
                        .replaceFirst("^txt:", "") // As RESP3 says it.
                        .strip()
                        .split(" "))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        STATE.stream().filter(all::containsKey).forEach(field -> state.put(field, all.get(field)));
        state.put("timeout", jedis.getConnection().getSoTimeout() + " ms");
        state.put("timeout of the socket", socketTimeout(jedis.getConnection()) + " ms");
        return state;
    }

    private static int socketTimeout(Connection connection) {
        Connection physical = connection instanceof LeasedConnection leased ? leased.physical() : connection;
        try {
            Field socket = Connection.class.getDeclaredField("socket");
            socket.setAccessible(true);
            return ((Socket) socket.get(physical)).getSoTimeout();
        } catch (ReflectiveOperationException | java.net.SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String describe(RuntimeException e) {
        if (e instanceof ClassCastException) {
            return "gets the reply to another command";
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // The rest of a long message is another one in each version of Redis.
        return "`%s`".formatted(String.valueOf(root.getMessage()).split(": ", 2)[0]);
    }
}
