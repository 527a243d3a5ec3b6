package io.earnorm.pool.testing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;

@WithRedis
class RedisServerTest {

    @Test
    void aServerAnswersAndKnowsItsClients(RedisServer server) {
        try (Jedis jedis = new Jedis(server.host(), server.port())) {
            jedis.clientSetname("one");

            assertThat(server.clientList()).hasSize(1);
            assertThat(server.clientList().get(0).get("name")).isEqualTo("one");
        }
    }

    @Test
    void aKilledServerRefusesUntilItIsStartedAgainOnTheSamePort(RedisServer server) {
        int port = server.port();
        server.kill();
        assertThatThrownBy(server::ping).isInstanceOf(JedisConnectionException.class);

        server.restart();

        assertThat(server.port()).isEqualTo(port);
        assertThat(server.ping()).isEqualTo("PONG");
    }

    @Test
    void whatAServerHasWrittenIsNotReadByTheNextOnItsPort(RedisServer server) {
        server.run(jedis -> {
            jedis.set("left", "behind");
            jedis.save();
        });

        server.restart();

        assertThat(server.admin(Jedis::dbSize)).isZero();
    }

    @Test
    void aStoppedServerRefuses(RedisServer server) {
        server.stop();

        assertThatThrownBy(server::ping).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void aFrozenServerAnswersNothingUntilItIsThawed(RedisServer server) {
        try (Jedis jedis = new Jedis(server.host(), server.port(), 200)) {
            jedis.ping();
            server.freeze();
            assertThatThrownBy(jedis::ping)
                    .isInstanceOf(JedisConnectionException.class)
                    .hasRootCauseMessage("Read timed out");
        }
        server.thaw();
        assertThat(server.ping()).isEqualTo("PONG");
    }

    @Test
    void eachTestFindsTheServerRunningAndEmpty(RedisServer server) {
        Long size = server.admin(Jedis::dbSize);

        assertThat(size).isZero();
        server.run(jedis -> jedis.set("left", "behind"));
    }

    @Test
    void aServerMayWantAPasswordOrAUser() {
        try (RedisServer server = RedisServer.builder()
                .password("secret")
                .user("reader", "other", "~*", "+get")
                .start()) {
            assertThatThrownBy(() -> open(server, "reader", "wrong")).isInstanceOf(JedisAccessControlException.class);
            open(server, "reader", "other").close();
            assertThat(server.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aServerMaySpeakTls() {
        TestCertificate certificate = TestCertificate.forNames("ip:127.0.0.1");
        try (RedisServer server = RedisServer.builder().tls(certificate).start()) {
            DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                    .ssl(true)
                    .sslSocketFactory(certificate.trusting().getSocketFactory())
                    .build();
            try (Jedis jedis = new Jedis(server.host(), server.tlsPort(), config)) {
                assertThat(jedis.ping()).isEqualTo("PONG");
            }
        }
    }

    private static Jedis open(RedisServer server, String user, String password) {
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().user(user).password(password).build();
        return new Jedis(server.host(), server.port(), config);
    }
}
