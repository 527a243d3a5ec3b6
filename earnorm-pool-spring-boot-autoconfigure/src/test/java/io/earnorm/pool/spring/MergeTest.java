package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

class MergeTest {

    private final FakeServer server = new FakeServer();

    @Test
    void whatNobodySetsIsBuiltIn() {
        pool(options -> {
            PoolConfig lazyDefaults = PoolConfig.builder()
                    .initializationFailTimeout(Duration.ofMillis(-1))
                    .build();
            assertThat(options.config()).isEqualTo(lazyDefaults);
            assertThat(options.name("other")).isEqualTo("jobs");
            assertThat(options.uri()).isEmpty();
            assertThat(options.credentials()).isEmpty();
        });
    }

    @Test
    void thePoolWinsOverTheTemplateAndTheTemplateOverTheDefaults() {
        pool(
                options -> {
                    assertThat(options.config().minSize()).isEqualTo(1);
                    assertThat(options.config().maxSize()).isEqualTo(20);
                    assertThat(options.config().maxConnecting()).isEqualTo(3);
                    assertThat(options.config().maxPending()).isEqualTo(4);
                },
                "earnorm.pool.defaults.max-size=10",
                "earnorm.pool.defaults.max-connecting=2",
                "earnorm.pool.defaults.max-pending=4",
                "earnorm.pool.templates.batch.max-size=20",
                "earnorm.pool.templates.batch.max-connecting=5",
                "earnorm.pool.custom.jobs.template=batch",
                "earnorm.pool.custom.jobs.max-connecting=3");
    }

    @Test
    void everySettingReachesThePool() {
        pool(
                options -> assertThat(options.config())
                        .isEqualTo(PoolConfig.builder()
                                .minSize(2)
                                .maxSize(20)
                                .maxIdleTime(Duration.ofMinutes(1))
                                .maxLifetime(Duration.ofMinutes(30))
                                .lifetimeJitter(0.2)
                                .connectionTimeout(Duration.ofSeconds(5))
                                .connectTimeout(Duration.ofSeconds(4))
                                .fairness(Fairness.STRICT)
                                .fairnessBound(Duration.ofMillis(2))
                                .validateOnBorrow(false)
                                .testOnReturn(true)
                                .validationInterval(Duration.ofSeconds(1))
                                .validationTimeout(Duration.ofSeconds(2))
                                .keepaliveTime(Duration.ofSeconds(90))
                                .maxConnecting(3)
                                .maxPending(100)
                                .leakDetectionThreshold(Duration.ofSeconds(30))
                                .leakReclaimTimeout(Duration.ofMinutes(2))
                                .initializationFailTimeout(Duration.ZERO)
                                .drainTimeout(Duration.ofSeconds(20))
                                .extraConfig(Map.of("client_name", "app"))
                                .build()),
                "earnorm.pool.custom.jobs.min-size=2",
                "earnorm.pool.custom.jobs.max-size=20",
                "earnorm.pool.custom.jobs.max-idle-time=1m",
                "earnorm.pool.custom.jobs.max-lifetime=30m",
                "earnorm.pool.custom.jobs.lifetime-jitter=0.2",
                "earnorm.pool.custom.jobs.connection-timeout=5s",
                "earnorm.pool.custom.jobs.connect-timeout=4000",
                "earnorm.pool.custom.jobs.fairness=strict",
                "earnorm.pool.custom.jobs.fairness-bound=2ms",
                "earnorm.pool.custom.jobs.validate-on-borrow=false",
                "earnorm.pool.custom.jobs.test-on-return=true",
                "earnorm.pool.custom.jobs.validation-interval=1s",
                "earnorm.pool.custom.jobs.validation-timeout=PT2S",
                "earnorm.pool.custom.jobs.keepalive-time=90s",
                "earnorm.pool.custom.jobs.max-connecting=3",
                "earnorm.pool.custom.jobs.max-pending=100",
                "earnorm.pool.custom.jobs.leak-detection-threshold=30s",
                "earnorm.pool.custom.jobs.leak-reclaim-timeout=2m",
                "earnorm.pool.custom.jobs.initialization-fail-timeout=0",
                "earnorm.pool.custom.jobs.drain-timeout=20s",
                "earnorm.pool.custom.jobs.extra-config.client_name=app");
    }

    @Test
    void whatThePoolConnectsToReachesTheBackend() {
        pool(
                options -> {
                    assertThat(options.uri()).contains("fake://host/db");
                    assertThat(options.database()).contains("orders");
                    assertThat(options.credentials()).hasValueSatisfying(credentials -> {
                        assertThat(credentials.get().user()).contains("app");
                        assertThat(credentials.get().password()).isEqualTo("s3cret");
                    });
                },
                "earnorm.pool.custom.jobs.uri=fake://host/db",
                "earnorm.pool.custom.jobs.database=orders",
                "earnorm.pool.defaults.username=app",
                "earnorm.pool.custom.jobs.password=s3cret");
    }

    @Test
    void anEmptyUserOrPasswordIsNoneAndTakesThatOfTheDefaultsAway() {
        pool(
                options -> assertThat(options.credentials()).isEmpty(),
                "earnorm.pool.defaults.password=s3cret",
                "earnorm.pool.custom.jobs.username=${NOBODY_SETS_THIS:}",
                "earnorm.pool.custom.jobs.password=");
    }

    @Test
    void theSslBundleBecomesAnSslContext() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        bundles.registerBundle("ca", SslBundle.of(SslStoreBundle.NONE));
        Applications.withFakeBackend(server)
                .withBean(SslBundles.class, () -> bundles)
                .withPropertyValues(Applications.fakePools("jobs", "plain"))
                .withPropertyValues("earnorm.pool.custom.jobs.ssl.bundle=ca")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(server.optionsOf("jobs").sslContext()).isPresent();
                    assertThat(server.optionsOf("plain").sslContext()).isEmpty();
                });
    }

    @Test
    void extraConfigIsMergedKeyByKey() {
        pool(
                options -> assertThat(options.config().extraConfig())
                        .isEqualTo(Map.of("one", "pool", "two", "template", "three", "defaults")),
                "earnorm.pool.defaults.extra-config.one=defaults",
                "earnorm.pool.defaults.extra-config.two=defaults",
                "earnorm.pool.defaults.extra-config.three=defaults",
                "earnorm.pool.templates.batch.extra-config.one=template",
                "earnorm.pool.templates.batch.extra-config.two=template",
                "earnorm.pool.custom.jobs.template=batch",
                "earnorm.pool.custom.jobs.extra-config.one=pool");
    }

    @Test
    void retryAndBreakerAreOnByDefaultAndNamedAfterThePool() {
        pool(options -> {
            Resilience resilience = options.resilience();
            assertThat(resilience.name()).isEqualTo("jobs");
            assertThat(resilience.retry())
                    .hasValueSatisfying(retry ->
                            assertThat(retry.getRetryConfig().getMaxAttempts()).isEqualTo(3));
            assertThat(resilience.circuitBreaker()).hasValueSatisfying(breaker -> {
                assertThat(breaker.getCircuitBreakerConfig().getFailureRateThreshold())
                        .isEqualTo(50);
                assertThat(breaker.getCircuitBreakerConfig().getSlidingWindowSize())
                        .isEqualTo(20);
                assertThat(breaker.getCircuitBreakerConfig().getMinimumNumberOfCalls())
                        .isEqualTo(5);
            });
        });
    }

    @Test
    void retryAndBreakerAreMergedSettingBySetting() {
        pool(
                options -> {
                    assertThat(options.resilience().retry())
                            .hasValueSatisfying(
                                    retry -> assertThat(retry.getRetryConfig().getMaxAttempts())
                                            .isEqualTo(5));
                    assertThat(options.resilience().circuitBreaker()).hasValueSatisfying(breaker -> {
                        assertThat(breaker.getCircuitBreakerConfig().getMinimumNumberOfCalls())
                                .isEqualTo(7);
                        assertThat(breaker.getCircuitBreakerConfig().getSlidingWindowSize())
                                .isEqualTo(9);
                    });
                },
                "earnorm.pool.defaults.resilience.retry.max-attempts=5",
                "earnorm.pool.defaults.resilience.circuit-breaker.minimum-calls=7",
                "earnorm.pool.custom.jobs.resilience.circuit-breaker.sliding-window-size=9");
    }

    @Test
    void retryAndBreakerCanBeSwitchedOffForAllAndOnAgainForOne() {
        pool(
                options -> {
                    assertThat(options.resilience().hasRetry()).isFalse();
                    assertThat(options.resilience().hasCircuitBreaker()).isTrue();
                },
                "earnorm.pool.defaults.resilience.retry.enabled=false",
                "earnorm.pool.defaults.resilience.circuit-breaker.enabled=false",
                "earnorm.pool.custom.jobs.resilience.circuit-breaker.enabled=true");
    }

    private void pool(Consumer<PoolOptions> check, String... properties) {
        Applications.withFakeBackend(server)
                .withPropertyValues(Applications.fakePools("jobs"))
                .withPropertyValues(properties)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check.accept(server.optionsOf("jobs"));
                });
    }
}
