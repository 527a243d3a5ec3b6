package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import redis.clients.jedis.Jedis;

/** A certificate authority, or a certificate, that changes while the application runs. */
@WithRedis
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SslReloadTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestCertificate certificate = TestCertificate.forNames("ip:127.0.0.1");
    private final TestCertificate others = TestCertificate.forNames("ip:127.0.0.1");
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
    void newConnectionsUseTheChangedBundleAndOldOnesRetire() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("ca", trusting(certificate));
        run(bundles, pool -> {
            long first = ping(pool);
            assertThat(ping(pool)).isEqualTo(first);
            bundles.updateBundle("ca", trusting(others));
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
            bundles.updateBundle("ca", trusting(certificate));
            assertThat(ping(pool)).isGreaterThan(first);
        });
    }

    /** The sockets are the driver's: those that there are go by their lifetime. */
    @Test
    void newSocketsOfMongoDbUseTheChangedBundle() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("ca", trusting(certificate));
        try (WireCluster mongo = WireCluster.withTls(certificate.showing(), false)) {
            Applications.withPools()
                    .withBean(SslBundles.class, () -> bundles)
                    .withPropertyValues(
                            "earnorm.pool.mongodb.uri=" + mongo.uri("shop"),
                            "earnorm.pool.mongodb.ssl.bundle=ca",
                            "earnorm.pool.mongodb.max-lifetime=1ms",
                            "earnorm.pool.mongodb.connection-timeout=20s") // For a busy machine.
                    .run(context -> {
                        MongoPool pool = context.getBean(MongoPool.class);
                        insert(pool);
                        bundles.updateBundle("ca", trusting(others));
                        await().atMost(LONG)
                                .untilAsserted(() -> assertThatThrownBy(() -> insert(pool))
                                        .hasStackTraceContaining(SSLHandshakeException.class.getName()));
                        bundles.updateBundle("ca", trusting(certificate));
                        await().atMost(LONG).untilAsserted(() -> insert(pool));
                    });
        }
    }

    private static void insert(MongoPool pool) {
        pool.run(mongo -> mongo.collection("orders").insertOne(new Document()));
    }

    @Test
    void aBundleThatCannotBeUsedLeavesThePoolAsItWas() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("ca", trusting(certificate));
        run(bundles, pool -> {
            long first = ping(pool);
            bundles.updateBundle("ca", SslBundle.of(null, null, null, "no such protocol"));
            assertThat(ping(pool)).isEqualTo(first);
        });
    }

    private void run(SslBundles bundles, Consumer<RedisPool> check) {
        Applications.withPools()
                .withBean(SslBundles.class, () -> bundles)
                .withPropertyValues(
                        "earnorm.pool.redis.uri=" + server.tlsUri(),
                        "earnorm.pool.redis.ssl.bundle=ca",
                        "earnorm.pool.redis.min-size=0",
                        "earnorm.pool.redis.resilience.circuit-breaker.enabled=false")
                .run(context -> check.accept(context.getBean(RedisPool.class)));
    }

    private static long ping(RedisPool pool) {
        try (Lease<Jedis> lease = pool.acquire()) {
            assertThat(lease.connection().ping()).isEqualTo("PONG");
            return lease.id();
        }
    }

    private static SslBundle trusting(TestCertificate certificate) {
        return new SslBundle() {
            @Override
            public SSLContext createSslContext() {
                return certificate.trusting();
            }

            @Override
            public SslStoreBundle getStores() {
                throw new UnsupportedOperationException();
            }

            @Override
            public SslBundleKey getKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public SslOptions getOptions() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getProtocol() {
                return SslBundle.DEFAULT_PROTOCOL;
            }

            @Override
            public SslManagerBundle getManagers() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
