package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.redis.RedisClient;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import redis.clients.jedis.exceptions.JedisDataException;

/** All nodes want TLS, the certificate of who connects, and a user's password. */
@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class ClusterSecurityTest {

    private final TestCertificate certificate = TestCertificate.forNames("ip:127.0.0.1");
    private final AtomicReference<String> password = new AtomicReference<>("first");
    private RedisCluster cluster;

    @BeforeAll
    void start() {
        cluster = RedisCluster.ofPrimaries(node -> node.tls(certificate)
                .directive("tls-cluster", "yes")
                .directive("tls-auth-clients", "yes")
                .user("app", "first", "~*", "&*", "+@all", "-flushall"));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void eachConnectionToEachNodeIsOfTheUserAndOverTls() {
        try (RedisClusterPool pool = pool(certificate.showing(), options -> options)) {
            for (int i = 0; i < 100; i++) {
                pool.commands().set("key" + i, "value" + i);
                assertThat(pool.commands().get("key" + i)).isEqualTo("value" + i);
            }

            assertThat(pool.checkHealth().up()).isTrue();
            assertThat(pool.nodes().keySet())
                    .extracting(node -> node.getPort())
                    .containsExactlyInAnyOrderElementsOf(
                            cluster.servers().stream().map(RedisServer::tlsPort).toList());
            for (RedisServer node : cluster.servers()) {
                assertThat(clients(node, pool)).isNotEmpty().allSatisfy(client -> {
                    assertThat(client.get("user")).isEqualTo("app");
                    assertThat(client.get("laddr")).isEqualTo("127.0.0.1:" + node.tlsPort());
                });
            }
        }
    }

    @Test
    void whatTheUserMayNotDoIsHisOwnAffair() {
        try (RedisClusterPool pool = pool(certificate.showing(), options -> options)) {
            pool.commands().set("key", "value");
            long made = pool.getStatistics().created();

            assertThatThrownBy(() -> pool.commands().flushAll())
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("NOPERM");

            assertThat(pool.commands().get("key")).isEqualTo("value");
            assertThat(pool.nodeFor("key").getStatistics().evictions()).isEmpty();
            assertThat(pool.getStatistics().created()).isGreaterThanOrEqualTo(made);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessThatIsSwitchedOff() {
        String elsewhere = cluster.uri().replace("127.0.0.1", "localhost");
        try (RedisClusterPool pool = pool(certificate.showing(), options -> options.uri(elsewhere))) {
            assertThatThrownBy(() -> pool.commands().get("key")).hasRootCauseInstanceOf(CertificateException.class);
            assertThat(pool.checkHealth().up()).isFalse();
        }
        PoolConfig trusting = PoolConfig.builder()
                .minSize(0)
                .extraConfig(Map.of("ssl_check_hostname", "false"))
                .build();
        try (RedisClusterPool pool =
                pool(certificate.showing(), options -> options.uri(elsewhere).config(trusting))) {
            assertThat(pool.commands().set("elsewhere", "value")).isEqualTo("OK");
        }
    }

    @Test
    void whoShowsNoCertificateIsRefused() {
        try (RedisClusterPool pool =
                pool(certificate.trusting(), options -> options.commandTimeout(Duration.ofMillis(500)))) {
            assertThatThrownBy(() -> pool.commands().get("key")).isInstanceOf(RuntimeException.class);
            assertThat(pool.checkHealth().up()).isFalse();
        }
    }

    @Test
    void aPasswordIsReplacedOnAllNodesUnderLoadWithoutAFailedCall() throws Exception {
        try (RedisClusterPool pool = pool(certificate.showing(), options -> options);
                ClusterLoad load = new ClusterLoad(pool, "rotated-")) {
            load.awaitMore(100);
            List<String> before = ClusterPools.clients(cluster, pool);

            cluster.servers().forEach(node -> node.run(jedis -> jedis.aclSetUser("app", ">second")));
            password.set("second");
            pool.clear();
            await().until(() -> ClusterPools.clients(cluster, pool).stream().noneMatch(before::contains));
            cluster.servers().forEach(node -> node.run(jedis -> jedis.aclSetUser("app", "<first")));
            pool.clear();
            load.awaitMore(100);
            load.stop();

            assertThat(before).isNotEmpty();
            assertThat(load.failures).isEmpty();
        }
    }

    private RedisClusterPool pool(SSLContext context, UnaryOperator<RedisClusterOptions.Builder> settings) {
        return ClusterPools.to(
                cluster,
                options -> settings.apply(options.sslContext(context)
                        .commandTimeout(Duration.ofSeconds(10))
                        .credentials(() -> Credentials.of("app", password.get()))));
    }

    private static List<RedisClient> clients(RedisServer node, RedisClusterPool pool) {
        return node.clientList().stream()
                .filter(client -> client.get("name").equals(pool.name()))
                .toList();
    }
}
