package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class TlsTest {

    private final TestCertificate certificate = TestCertificate.forNames("ip:127.0.0.1", "dns:elsewhere.example.org");
    private RedisServer server;

    @BeforeAll
    void start() {
        server = RedisServer.builder().tls(certificate).start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aTrustedCertificateForTheHostIsAccepted() {
        Jedis jedis = Connectors.of(trusting(server.tlsUri())).connect();

        assertThat(jedis.set("key", "value")).isEqualTo("OK");
        assertThat(jedis.get("key")).isEqualTo("value");
        Connectors.physical(jedis).destroy();
        ConnectTest.awaitNoClients(server);
    }

    @Test
    void sslInExtraConfigMakesAPlainUriSecure() {
        String uri = server.tlsUri().replace("rediss://", "redis://");
        Jedis jedis =
                Connectors.of(trusting(uri).config(extra(Map.of("ssl", true)))).connect();

        assertThat(jedis.ping()).isEqualTo("PONG");
        Connectors.physical(jedis).destroy();
    }

    @Test
    void aTrustedCertificateForAnotherHostIsRefused() {
        String uri = server.tlsUri().replace("127.0.0.1", "localhost");

        assertThatThrownBy(Connectors.of(trusting(uri))::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateException.class)
                .satisfies(failure -> assertThat(
                                RedisFailures.isTransient(new ConnectionFailedException("wrong host", failure)))
                        .isFalse());
        ConnectTest.awaitNoClients(server);
    }

    @Test
    void theHostIsNotComparedWhenThatIsSwitchedOff() {
        String uri = server.tlsUri().replace("127.0.0.1", "localhost");
        Jedis jedis = Connectors.of(trusting(uri).config(extra(Map.of("ssl_check_hostname", "false"))))
                .connect();

        assertThat(jedis.ping()).isEqualTo("PONG");
        Connectors.physical(jedis).destroy();
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        assertThatThrownBy(Connectors.to(server.tlsUri())::connect)
                .isInstanceOf(JedisConnectionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
        ConnectTest.awaitNoClients(server);
    }

    @Test
    void aServerThatAsksWhoConnectsIsShownTheCertificateOfTheContext() {
        try (RedisServer asking = RedisServer.builder()
                .tls(certificate)
                .directive("tls-auth-clients", "yes")
                .start()) {
            PoolOptions.Builder options = PoolOptions.builder().uri(asking.tlsUri());
            Jedis jedis =
                    Connectors.of(options.sslContext(certificate.showing())).connect();
            assertThat(jedis.ping()).isEqualTo("PONG");
            Connectors.physical(jedis).destroy();

            // In TLS 1.3 the refusal may come when the client has finished: as an alert, or as the end of the stream.
            // The server alone says always why.
            assertThatThrownBy(() -> Connectors.of(options.sslContext(certificate.trusting()))
                            .connect())
                    .isInstanceOf(JedisConnectionException.class);
            await().untilAsserted(() -> assertThat(asking.log()).contains("peer did not return a certificate"));
            ConnectTest.awaitNoClients(asking);
        }
    }

    @Test
    void aServerThatSpeaksNoTlsFailsTheConnection() {
        String uri = server.uri().replace("redis://", "rediss://");
        PoolConfig config =
                PoolConfig.builder().connectTimeout(Duration.ofMillis(500)).build();

        assertThatThrownBy(Connectors.of(trusting(uri).config(config))::connect)
                .isInstanceOf(JedisConnectionException.class);
        ConnectTest.awaitNoClients(server);
    }

    @Test
    void destroyingAConnectionToAFrozenServerDoesNotWaitForIt() {
        Jedis jedis = Connectors.of(trusting(server.tlsUri())).connect();
        server.freeze();
        try {
            Connectors.physical(jedis).destroy();
            assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
        } finally {
            server.thaw();
        }
        ConnectTest.awaitNoClients(server);
    }

    private PoolOptions.Builder trusting(String uri) {
        return PoolOptions.builder().uri(uri).sslContext(certificate.trusting());
    }

    private static PoolConfig extra(Map<String, Object> extraConfig) {
        return PoolConfig.builder().extraConfig(extraConfig).build();
    }
}
