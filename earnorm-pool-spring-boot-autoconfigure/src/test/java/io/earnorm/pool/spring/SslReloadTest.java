package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
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
