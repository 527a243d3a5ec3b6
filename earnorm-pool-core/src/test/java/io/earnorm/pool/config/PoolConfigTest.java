package io.earnorm.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A config cannot exist in a wrong state, and says why. */
class PoolConfigTest {

    /** Sets one length of time. */
    interface Setter extends BiFunction<PoolConfig.Builder, Duration, PoolConfig.Builder> {}

    static Stream<Arguments> lengths() {
        return Stream.of(
                length("maxIdleTime", PoolConfig.Builder::maxIdleTime),
                length("maxLifetime", PoolConfig.Builder::maxLifetime),
                length("connectionTimeout", PoolConfig.Builder::connectionTimeout),
                length("connectTimeout", PoolConfig.Builder::connectTimeout),
                length("fairnessBound", PoolConfig.Builder::fairnessBound),
                length("validationInterval", PoolConfig.Builder::validationInterval),
                length("validationTimeout", PoolConfig.Builder::validationTimeout),
                length("keepaliveTime", PoolConfig.Builder::keepaliveTime),
                length("leakDetectionThreshold", PoolConfig.Builder::leakDetectionThreshold),
                length("leakReclaimTimeout", PoolConfig.Builder::leakReclaimTimeout),
                length("drainTimeout", PoolConfig.Builder::drainTimeout));
    }

    private static Arguments length(String setting, Setter setter) {
        return Arguments.of(setting, setter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void aWrongLengthOfTimeIsRefusedWithSettingRangeAndValue(String setting, Setter setter) {
        for (Duration wrong : new Duration[] {
            Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofNanos(999_999), Duration.ofDays(365L * 200)
        }) {
            PoolConfig.Builder builder = setter.apply(PoolConfig.builder(), wrong);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(PoolConfigurationException.class)
                    .hasMessageStartingWith(setting + " must be zero or between 1 ms and ")
                    .hasMessageEndingWith("but was " + wrong);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void aLengthOfTimeMayBeZeroOrFromOneMillisecondUp(String setting, Setter setter) {
        for (Duration right : new Duration[] {Duration.ZERO, Duration.ofMillis(1), Duration.ofDays(365L * 100)}) {
            assertThatCode(() -> setter.apply(PoolConfig.builder(), right).build())
                    .as("%s %s", setting, right)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void aLengthOfTimeMustNotBeNull(String setting, Setter setter) {
        assertThatNullPointerException()
                .isThrownBy(() -> setter.apply(PoolConfig.builder(), null))
                .withMessage(setting);
    }

    @Test
    void initializationFailTimeoutMayBeNegative() {
        PoolConfig config = PoolConfig.builder()
                .initializationFailTimeout(Duration.ofMillis(-1))
                .build();

        assertThat(config.initializationFailTimeout()).isNegative();
        refused(
                PoolConfig.builder().initializationFailTimeout(Duration.ofNanos(5)),
                "initializationFailTimeout must be zero, negative or between 1 ms and ",
                "but was PT0.000000005S");
    }

    @Test
    void sizesAreRefusedWithSettingRangeAndValue() {
        refused(PoolConfig.builder().maxSize(0), "maxSize must be at least 1", "but was 0");
        refused(PoolConfig.builder().maxSize(-3), "maxSize must be at least 1", "but was -3");
        refused(PoolConfig.builder().minSize(-1), "minSize must be between 0 and maxSize (10)", "but was -1");
        refused(PoolConfig.builder().minSize(11), "minSize must be between 0 and maxSize (10)", "but was 11");
        refused(PoolConfig.builder().maxConnecting(0), "maxConnecting must be at least 1", "but was 0");
        refused(PoolConfig.builder().maxPending(-1), "maxPending must be at least 0", "but was -1");
    }

    @Test
    void lifetimeJitterIsRefusedWithSettingRangeAndValue() {
        for (double wrong : new double[] {-0.1, 0.91, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    PoolConfig.builder().lifetimeJitter(wrong),
                    "lifetimeJitter must be between 0.0 and 0.9",
                    "but was " + wrong);
        }
    }

    private static void refused(PoolConfig.Builder builder, String start, String end) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageStartingWith(start)
                .hasMessageEndingWith(end);
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        PoolConfig config = PoolConfig.defaults();

        assertThat(config.minSize()).isEqualTo(1);
        assertThat(config.maxSize()).isEqualTo(10);
        assertThat(config.maxIdleTime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.maxLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.lifetimeJitter()).isEqualTo(0.1);
        assertThat(config.connectionTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.fairness()).isEqualTo(Fairness.BOUNDED);
        assertThat(config.fairnessBound()).isEqualTo(Duration.ofMillis(1));
        assertThat(config.validateOnBorrow()).isTrue();
        assertThat(config.testOnReturn()).isFalse();
        assertThat(config.validationInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.validationTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.keepaliveTime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.maxConnecting()).isEqualTo(2);
        assertThat(config.maxPending()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.leakDetectionThreshold()).isZero();
        assertThat(config.leakReclaimTimeout()).isZero();
        assertThat(config.initializationFailTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.extraConfig()).isEmpty();
    }

    @Test
    void theOrderOfTheCallsDoesNotMatter() {
        assertThat(PoolConfig.builder().minSize(15).maxSize(20).build())
                .isEqualTo(PoolConfig.builder().maxSize(20).minSize(15).build());
    }

    @Test
    void aConfigChangesNeitherWithItsBuilderNorWithTheMapItWasGiven() {
        Map<String, Object> extra = new HashMap<>(Map.of("client_name", "orders"));
        PoolConfig.Builder builder = PoolConfig.builder().maxSize(3).extraConfig(extra);
        PoolConfig config = builder.build();

        builder.maxSize(7);
        extra.put("db", 1);

        assertThat(config.maxSize()).isEqualTo(3);
        assertThat(config.extraConfig()).containsOnlyKeys("client_name");
        assertThatThrownBy(() -> config.extraConfig().put("db", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toBuilderKeepsEverySettingThatIsNotChanged() {
        PoolConfig config = PoolConfig.builder()
                .minSize(2)
                .fairness(Fairness.STRICT)
                .testOnReturn(true)
                .extraConfig(Map.of("db", 3))
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config).hasSameHashCodeAs(config);
        assertThat(config.toBuilder().minSize(3).build()).isNotEqualTo(config);
    }

    @Test
    void toStringShowsSettingsButNoExtraValues() {
        PoolConfig config =
                PoolConfig.builder().extraConfig(Map.of("password", "hunter2")).build();

        assertThat(config.toString())
                .contains("maxSize=10", "connectionTimeout=PT30S", "password")
                .doesNotContain("hunter2");
    }
}
