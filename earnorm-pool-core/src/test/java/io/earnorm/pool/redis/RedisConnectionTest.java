package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@WithRedis
class RedisConnectionTest {

    private RedisConnector connector;
    private Jedis lent;
    private Jedis jedis;

    @BeforeEach
    void connect(RedisServer server) {
        connector = Connectors.to(server.uri() + "/2", Map.of("socket_timeout", "1s"));
        lent = connector.connect();
        jedis = connector.lend(lent);
    }

    @AfterEach
    void destroy() {
        connector.destroy(lent);
    }

    static Stream<Named<Consumer<Jedis>>> cleanWork() {
        return Stream.of(
                work("nothing", j -> {}),
                work("commands", j -> {
                    j.set("key", "value");
                    j.incr("number");
                    j.lrange("list", 0, -1);
                }),
                work("a mistake of the caller", j -> {
                    j.set("text", "value");
                    assertThatThrownBy(() -> j.incr("text")).isInstanceOf(JedisDataException.class);
                }),
                work("a pipeline", j -> {
                    Pipeline pipeline = j.pipelined();
                    pipeline.set("key", "value");
                    pipeline.get("key");
                    pipeline.sync();
                }),
                work("a transaction", j -> {
                    j.watch("key");
                    Transaction transaction = j.multi();
                    transaction.set("key", "value");
                    transaction.exec();
                }),
                work("a transaction that is given up", j -> {
                    Transaction transaction = j.multi();
                    transaction.set("key", "value");
                    transaction.discard();
                }),
                work("a watch that is given up", j -> {
                    j.watch("key");
                    j.unwatch();
                }),
                work("a blocking command", j -> {
                    j.lpush("list", "value");
                    j.blpop(1, "list");
                }),
                work("closing", Jedis::close));
    }

    @ParameterizedTest
    @MethodSource("cleanWork")
    void whatLeavesNothingBehindKeepsTheConnection(Consumer<Jedis> work, RedisServer server) {
        String id = server.clientList().get(0).get("id");

        work.accept(jedis);
        connector.reset(lent);

        assertThat(lent.ping()).isEqualTo("PONG");
        assertThat(server.clientList()).singleElement().satisfies(client -> {
            assertThat(client.get("id")).isEqualTo(id);
            assertThat(client.get("db")).isEqualTo("2");
        });
    }

    @Test
    void aRefusalSaysWhatWasLeftBehind() {
        jedis.multi();
        assertThatThrownBy(() -> connector.reset(lent)).hasMessageContaining("1 replies unread");

        connector.lend(lent).sendCommand(Command.MONITOR);
        assertThatThrownBy(() -> connector.reset(lent)).hasMessageContaining("monitoring");
    }

    @Test
    void aChangedSocketTimeoutIsPutBack() {
        jedis.getConnection().setSoTimeout(1);

        connector.reset(lent);

        assertThat(lent.getConnection().getSoTimeout()).isEqualTo(1000);
    }

    @Test
    void aDisconnectedConnectionIsNotSilentlyConnectedAgainWithoutItsDatabase(RedisServer server) {
        jedis.disconnect();

        assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(jedis::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("acquire another one");
        ConnectTest.awaitNoClients(server);
    }

    @Test
    void aDestroyedConnectionStaysDestroyed(RedisServer server) {
        connector.destroy(jedis);

        ConnectTest.awaitNoClients(server);
        assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(jedis::connect).isInstanceOf(JedisConnectionException.class);
        connector.destroy(jedis); // Once more changes nothing.
    }

    @Test
    void closingTheJedisOfALeaseDoesNothing(RedisServer server) {
        jedis.close();

        assertThat(jedis.ping()).isEqualTo("PONG");
        assertThat(server.clientList()).hasSize(1);
    }

    @Test
    void aLostServerIsRememberedAsTheFault(RedisServer server) {
        server.kill();
        assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);

        Throwable fault = Connectors.physical(jedis).fault();

        assertThat(fault).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(() -> connector.reset(lent))
                .isInstanceOf(JedisConnectionException.class)
                .hasCause(fault);
        assertThatThrownBy(lent::ping).hasCause(fault);
    }

    @Test
    void aReplyThatCameTooLateNeverReachesAnotherCommand(RedisServer server) {
        jedis.set("key", "late");
        server.freeze();
        assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
        server.thaw();

        assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(() -> connector.reset(lent)).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void aCommandThatCannotBeWrittenBreaksTheConnectionBecauseHalfOfItMayBeOnItsWay() {
        Rawable unwritable = () -> {
            throw new IllegalStateException("no bytes");
        };

        assertThatThrownBy(() -> jedis.getConnection().sendCommand(Command.GET, unwritable))
                .hasMessage("no bytes");

        assertThat(jedis.isBroken()).isTrue();
    }

    @Test
    void aServerThatWantsALoginOnceMoreIsTheConnectionsFault() {
        String error = "NOAUTH first";
        try (ScriptedServer server = ScriptedServer.failing("SET", error)) {
            Jedis connected = Connectors.to(server.uri()).connect();
            Jedis scripted = connector.lend(connected);
            assertThatThrownBy(() -> scripted.set("key", "value")).hasMessage(error);

            assertThat(Connectors.physical(scripted).fault()).hasMessage(error);
            assertThat(scripted.ping()).isEqualTo("PONG"); // Its holder may go on.
            assertThatThrownBy(() -> connector.reset(connected)).hasRootCauseMessage(error);
            connector.destroy(connected);
        }
    }

    @Test
    void whoLogsOutHimselfDoesNotMakeItTheConnectionsFault() {
        try (ScriptedServer server = ScriptedServer.failing("SET", "NOAUTH first")) {
            Jedis connected = Connectors.to(server.uri()).connect();
            Jedis scripted = connector.lend(connected);
            scripted.sendCommand(Command.RESET);
            assertThatThrownBy(() -> scripted.set("key", "value")).hasMessage("NOAUTH first");

            assertThat(Connectors.physical(scripted).fault()).isNull();
            connector.destroy(connected);
        }
    }

    /** Or else each refused write would cost a connection while the server is the only one there is. */
    @Test
    void aServerThatTakesNoWritesIsTheFaultOfAConnectionThatWasMadeLongerAgo() {
        String error = "READONLY You can't write against a read only replica.";
        try (ScriptedServer server = ScriptedServer.failing("SET", error)) {
            long start = System.nanoTime();
            Jedis connected = Connectors.to(server.uri()).connect();
            Jedis scripted = connector.lend(connected);
            RedisConnection physical = Connectors.physical(scripted);

            await().pollDelay(Duration.ZERO).until(() -> {
                assertThatThrownBy(() -> scripted.set("key", "value")).hasMessage(error);
                return physical.fault() != null;
            });

            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000);
            assertThatThrownBy(() -> connector.reset(connected)).hasRootCauseMessage(error);
            connector.destroy(connected);
        }
    }

    @Test
    void aReplyThatIsNoRedisBreaksTheConnection() {
        try (ScriptedServer server = new ScriptedServer(words -> words.contains("key") ? "HTTP/1.1 400" : null)) {
            Jedis scripted = Connectors.to(server.uri()).connect();

            assertThatThrownBy(() -> scripted.get("key")).isInstanceOf(RuntimeException.class);

            assertThat(scripted.isBroken()).isTrue();
            connector.destroy(scripted);
        }
    }

    @Test
    void validationWaitsForTheValidationTimeoutAndNotForTheSocketTimeout(RedisServer server) {
        RedisConnector patient = Connectors.of(PoolOptions.builder()
                .uri(server.uri())
                .config(PoolConfig.builder()
                        .validationTimeout(Duration.ofMillis(100))
                        .extraConfig(Map.of("socket_timeout", "1h"))
                        .build()));
        Jedis idle = patient.connect();
        patient.validate(idle);
        assertThat(idle.getConnection().getSoTimeout()).isEqualTo(3_600_000);
        server.freeze();

        assertThatThrownBy(() -> patient.validate(idle)).hasRootCauseMessage("Read timed out");

        assertThat(idle.isBroken()).isTrue();
        patient.destroy(idle);
    }

    private static Named<Consumer<Jedis>> work(String name, Consumer<Jedis> work) {
        return Named.of(name, work);
    }
}
