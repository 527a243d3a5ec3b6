package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.redis.RedisSentinels;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Servers and a sentinel that speak TLS, each with a password of its own. */
@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class SentinelSecurityTest {

    private final TestCertificate certificate = TestCertificate.forNames("ip:127.0.0.1");
    private RedisSentinels sentinels;

    @BeforeAll
    void start() {
        sentinels = RedisSentinels.builder()
                .size(0, 1)
                .tls(certificate)
                .passwords("of-servers", "of-sentinels")
                .start();
    }

    @AfterAll
    void stop() {
        sentinels.close();
    }

    @Test
    void masterAndSentinelHaveTheSameTlsAndPasswordsOfTheirOwn() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<String> rotating = () -> {
            asked.incrementAndGet();
            return "of-sentinels";
        };
        try (RedisPool pool = RedisPool.create(options(rotating).build())) {
            assertThat(pool.commands().set("key", "value")).isEqualTo("OK");
            assertThat(pool.healthDetails())
                    .containsEntry(
                            "server", "127.0.0.1:" + sentinels.servers().get(0).tlsPort());
            assertThat(asked).hasPositiveValue();
        }
    }

    @Test
    void aPasswordThatTheSentinelsRefuseFailsAtOnceAndIsNotShown() {
        try (RedisPool pool = RedisPool.create(options("hunter2").build())) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .cause()
                    .hasMessageContaining("None of the sentinels of the master 'mymaster' answers")
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void aCertificateOfASentinelThatNobodyTrustsFailsAtOnce() {
        PoolOptions options = PoolOptions.builder().uri(sentinels.uri()).build();
        try (RedisPool pool = RedisPool.create(options)) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasStackTraceContaining(SSLException.class.getPackageName());
        }
    }

    private PoolOptions.Builder options(Object sentinelPassword) {
        PoolConfig config = PoolConfig.builder()
                .initializationFailTimeout(Duration.ofMillis(-1)) // The first handshakes of a JVM take their time.
                .extraConfig(Map.of("sentinel_password", sentinelPassword))
                .build();
        return PoolOptions.builder()
                .uri(sentinels.uri().replace("//", "//:of-servers@"))
                .sslContext(certificate.trusting())
                .config(config);
    }
}
