package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@WithRedis
class ConnectTest {

    @Test
    void aNewConnectionHasTheDatabaseAndThePoolsName(RedisServer server) {
        Jedis jedis = Connectors.to(server.uri() + "/5").connect();

        assertThat(jedis.ping()).isEqualTo("PONG");
        assertThat(server.clientList()).singleElement().satisfies(client -> {
            assertThat(client.get("db")).isEqualTo("5");
            assertThat(client.get("name")).isEqualTo("test-pool");
        });
        destroy(jedis);
        awaitNoClients(server);
    }

    @Test
    void aClientNameOfItsOwnTakesThePlaceOfThePoolsName(RedisServer server) {
        Jedis jedis =
                Connectors.to(server.uri(), Map.of("client_name", "reports")).connect();

        assertThat(server.clientList().get(0).get("name")).isEqualTo("reports");
        destroy(jedis);
    }

    @Test
    void aPasswordAndAnAclUserAreAccepted() {
        try (RedisServer server = RedisServer.builder()
                .password("s3:cr@t")
                .user("reader", "other", "~*", "+get", "+ping")
                .start()) {
            for (String userInfo : List.of("s3%3Acr%40t", ":s3:cr@t", "default:s3%3Acr%40t", "reader:other")) {
                Jedis jedis = Connectors.to(server.uri().replace("redis://", "redis://" + userInfo + "@"))
                        .connect();
                assertThat(jedis.get("key")).isNull();
                destroy(jedis);
            }
        }
    }

    @Test
    void aUserWhoMayNotPingIsAccepted() {
        try (RedisServer server =
                RedisServer.builder().user("reader", "other", "~*", "+get").start()) {
            RedisConnector connector = Connectors.to(server.uri().replace("redis://", "redis://reader:other@"));
            Jedis jedis = connector.connect();

            assertThat(jedis.get("key")).isNull();
            connector.validate(jedis);
            connector.reset(jedis);
            destroy(jedis);
        }
    }

    @Test
    void credentialsAreAskedForAtEachConnectionSoThatTheyMayRotate() {
        try (RedisServer server = RedisServer.builder()
                .password("first")
                .user("second", "other", "~*", "+@all")
                .start()) {
            Deque<Credentials> rotating =
                    new ArrayDeque<>(List.of(Credentials.ofPassword("first"), Credentials.of("second", "other")));
            RedisConnector connector =
                    Connectors.of(PoolOptions.builder().uri(server.uri()).credentials(rotating::remove));

            Jedis one = connector.connect();
            Jedis two = connector.connect();

            assertThat(server.clientList())
                    .extracting(client -> client.get("user"))
                    .containsExactlyInAnyOrder("default", "second");
            destroy(one);
            destroy(two);
        }
    }

    @Test
    void aWrongOrMissingPasswordFailsAtOnceAndLeavesNoSocketOpen() {
        try (RedisServer server = RedisServer.builder().password("right").start()) {
            assertThatThrownBy(Connectors.to(server.uri())::connect)
                    .isInstanceOf(JedisAccessControlException.class)
                    .hasMessageContaining("NOAUTH");
            assertThatThrownBy(Connectors.to(server.uri().replace("//", "//wrong-one@"))::connect)
                    .isInstanceOf(JedisAccessControlException.class)
                    .hasMessageContaining("WRONGPASS")
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain("wrong-one"));
            awaitNoClients(server);
        }
    }

    @Test
    void aCredentialsSupplierThatThrowsLeavesNoSocketOpen(RedisServer server) {
        RedisConnector connector =
                Connectors.of(PoolOptions.builder().uri(server.uri()).credentials(() -> {
                    throw new IllegalStateException("the vault is closed");
                }));

        assertThatThrownBy(connector::connect).hasMessage("the vault is closed");
        assertThat(server.clientList()).isEmpty();
    }

    @Test
    void aDatabaseThatTheServerDoesNotHaveFailsAndLeavesNoSocketOpen(RedisServer server) {
        assertThatThrownBy(Connectors.to(server.uri() + "/99")::connect)
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("DB index is out of range");
        awaitNoClients(server);
    }

    @Test
    void aPasswordThatTheServerRepeatsInItsErrorIsLeftOut() {
        try (ScriptedServer server = ScriptedServer.failing(
                "AUTH", "ERR unknown command 'AUTH', with args beginning with: 'joe' 'hunter2'")) {
            Throwable failure = catchThrowable(Connectors.to(server.uri().replace("//", "//joe:hunter2@"))::connect);

            assertThat(failure).isInstanceOf(JedisDataException.class).hasMessageStartingWith("ERR ");
            assertThat(trace(failure)).doesNotContain("hunter2");
        }
    }

    @Test
    void aServerThatIsStillLoadingFailsTheConnection() {
        try (ScriptedServer server = ScriptedServer.failing("PING", "LOADING Redis is loading the dataset in memory")) {
            assertThatThrownBy(Connectors.to(server.uri())::connect)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("LOADING");
        }
    }

    @Test
    void aServerThatCannotWriteToItsDiskStillServesReaders() {
        try (ScriptedServer server = ScriptedServer.failing("PING", "MISCONF Redis is configured to save")) {
            RedisConnector connector = Connectors.to(server.uri());
            Jedis jedis = connector.connect();

            connector.validate(jedis);
            connector.reset(jedis);
            destroy(jedis);
        }
    }

    @Test
    void aRefusedConnectionSaysWhereAndWhy(RedisServer server) {
        server.kill();

        assertThatThrownBy(Connectors.to(server.uri())::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("Connection refused")
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void anUnknownHostSaysSo() {
        assertThatThrownBy(Connectors.to("redis://no-such-host.invalid")::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void aServerThatAcceptsAndSaysNothingFailsWithinTheConnectTimeout(RedisServer server) {
        server.freeze();
        RedisConnector connector = Connectors.of(PoolOptions.builder()
                .uri(server.uri())
                .config(PoolConfig.builder()
                        .connectTimeout(Duration.ofMillis(200))
                        .extraConfig(Map.of("socket_timeout", "1h"))
                        .build()));

        assertThatThrownBy(connector::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasRootCauseMessage("Read timed out");
    }

    @Test
    void aServerThatSaysNothingWhileLoggingInFailsWithinTheSocketTimeout(RedisServer server) {
        server.freeze();
        RedisConnector connector =
                Connectors.to(server.uri(), Map.of("socket_timeout", "200ms", "connect_timeout", "1h"));

        assertThatThrownBy(connector::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasRootCauseMessage("Read timed out");
    }

    @Test
    void commandsHaveTheSocketTimeoutAndNotTheConnectTimeout(RedisServer server) {
        Jedis jedis = Connectors.to(server.uri(), Map.of("socket_timeout", "1234ms", "connect_timeout", "5s"))
                .connect();

        assertThat(jedis.getConnection().getSoTimeout()).isEqualTo(1234);
        destroy(jedis);
    }

    static void awaitNoClients(RedisServer server) {
        await().untilAsserted(() -> assertThat(server.clientList()).isEmpty());
    }

    private static void destroy(Jedis jedis) {
        Connectors.physical(jedis).destroy();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
