package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

class RestorationTest {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Test
    void allCommandsAreWrittenBeforeTheFirstAnswerIsWaitedFor() {
        // Says nothing before it has heard the last command.
        try (ScriptedServer server = server(words -> switch (words.get(0)) {
            case "SELECT" -> isRestoring() ? answers(3 + introductions()) : null;
            default -> isRestoring() ? "" : null;
        })) {
            RedisConnector connector = connector(server, "redis://joe:secret@", "2");
            Jedis lent = connector.connect();
            connector.lend(lent).clientSetname("mine");
            heard.clear();

            heard.add("restoring");
            connector.reset(lent);

            assertThat(heard)
                    .startsWith("restoring", "RESET", "AUTH joe secret", "CLIENT SETNAME pool")
                    .endsWith("SELECT 2");
            connector.destroy(lent);
        }
    }

    @Test
    void aServerWithoutResetHasItsConnectionReplaced() {
        try (ScriptedServer server =
                server(words -> words.get(0).equals("RESET") ? "-ERR unknown command `RESET`" : null)) {
            Jedis lent = select(server);

            assertThatThrownBy(() -> connector(server, "redis://", "2").reset(lent))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("RESET");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SELECT"})
    void aLoginThatIsRefusedMeanwhileHasTheConnectionReplacedAndIsNotRepeated(String command) {
        boolean[] refusing = {false};
        try (ScriptedServer server = server(words -> words.get(0).equals("RESET")
                ? "+RESET"
                : refusing[0] && words.get(0).equals(command) ? "-ERR refused secret" : null)) {
            RedisConnector connector = connector(server, "redis://joe:secret@", "2");
            Jedis lent = connector.connect();
            connector.lend(lent).sendCommand(Command.WATCH, "key");
            refusing[0] = true;

            assertThatThrownBy(() -> connector.reset(lent))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(command)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aNameThatThisUserMayNotHaveDoesNotMatterAsWhileConnecting() {
        try (ScriptedServer server = server(words -> switch (words.get(0)) {
            case "RESET" -> "+RESET";
            case "CLIENT" -> "-NOPERM this user has no permissions";
            default -> null;
        })) {
            Jedis lent = select(server);

            connector(server, "redis://", "2").reset(lent);

            assertThat(lent.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void memoryIsNotSparedAnyMore() {
        try (ScriptedServer server = server(words -> words.get(0).equals("RESET") ? "+RESET" : null)) {
            RedisConnector connector = connector(server, "redis://", "0");
            Jedis lent = connector.connect();
            connector.lend(lent).sendCommand(Command.CLIENT, "NO-EVICT", "ON");
            connector.reset(lent);

            assertThat(heard).endsWith("CLIENT NO-EVICT OFF");
        }
    }

    private Jedis select(ScriptedServer server) {
        Jedis lent = connector(server, "redis://", "2").connect();
        connector(server, "redis://", "2").lend(lent).select(7);
        return lent;
    }

    private boolean isRestoring() {
        return heard.contains("restoring");
    }

    private long introductions() {
        return heard.stream().filter(command -> command.startsWith("CLIENT")).count();
    }

    /** The answers to RESET and to what comes after it. */
    private static String answers(long count) {
        return "+RESET" + "\r\n+OK".repeat((int) count - 1);
    }

    private ScriptedServer server(Function<List<String>, @Nullable String> script) {
        return new ScriptedServer(words -> {
            heard.add(String.join(" ", words));
            return script.apply(words);
        });
    }

    private static RedisConnector connector(ScriptedServer server, String prefix, String database) {
        return Connectors.of(PoolOptions.builder()
                .uri(server.uri().replace("redis://", prefix))
                .database(database)
                .config(PoolConfig.builder()
                        .extraConfig(Map.of("client_name", "pool"))
                        .build()));
    }
}
