package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void defaultsComeFromThePoolAndItsConfig() {
        RedisSettings settings = settings("my cache ü", options("redis://host"));

        assertThat(settings.clientName).isEqualTo("my-cache--");
        assertThat(settings.connectTimeout).isEqualTo(10_000);
        assertThat(settings.socketTimeout).isEqualTo(2_000);
        assertThat(settings.blockingSocketTimeout).isZero();
        assertThat(settings.validationTimeout).isEqualTo(5_000);
        assertThat(settings.database).isZero();
        assertThat(settings.tls).isFalse();
        assertThat(settings.checkHostname).isTrue();
        assertThat(settings.credentials()).isNull();
    }

    @Test
    void everyKeyIsRead() {
        RedisSettings settings = with(Map.of(
                "client_name",
                "reports",
                "connect_timeout",
                Duration.ofSeconds(1),
                "socket_timeout",
                "500ms",
                "blocking_socket_timeout",
                60_000,
                "db",
                3,
                "ssl",
                true,
                "ssl_check_hostname",
                false));

        assertThat(settings.clientName).isEqualTo("reports");
        assertThat(settings.connectTimeout).isEqualTo(1_000);
        assertThat(settings.socketTimeout).isEqualTo(500);
        assertThat(settings.blockingSocketTimeout).isEqualTo(60_000);
        assertThat(settings.database).isEqualTo(3);
        assertThat(settings.tls).isTrue();
        assertThat(settings.checkHostname).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_name", "client-name", "clientName", "clientname", "CLIENT_NAME"})
    void keysAreTheSameHoweverTheyAreSpelled(String key) {
        assertThat(with(Map.of(key, "reports")).clientName).isEqualTo("reports");
    }

    @ParameterizedTest
    @CsvSource({"250, 250", "250ms, 250", "2s, 2000", "3m, 180000", "1h, 3600000", "PT0.5S, 500", "0, 0"})
    void lengthsOfTimeHaveUnitsAndAreMillisecondsWithoutOne(String text, int millis) {
        assertThat(with(Map.of("socket_timeout", text)).socketTimeout).isEqualTo(millis);
    }

    @Test
    void anUnknownKeyIsRefusedByNameWithTheKnownOnesAndWithoutItsValue() {
        assertThatThrownBy(() -> with(Map.of("password", "hunter2")))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'password'")
                .hasMessageContaining("client_name, connect_timeout, db, protocol, sentinel_password, sentinel_ssl")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aKeyGivenInTwoSpellingsIsRefused() {
        assertThatThrownBy(() -> with(Map.of("client_name", "a", "client-name", "b")))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'client_name' twice");
    }

    @ParameterizedTest
    @CsvSource({
        "client_name,         two words",
        "client_name,         ''",
        "socket_timeout,      soon",
        "socket_timeout,      -1",
        "socket_timeout,      30d",
        "socket_timeout,      PT-1S",
        "connect_timeout,     2147483648",
        "db,                  -1",
        "db,                  1.5",
        "db,                  first",
        "ssl,                 maybe",
        "ssl_check_hostname,  1",
    })
    void aWrongValueIsRefusedWithTheKeyAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> with(Map.of(key, value)))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("extraConfig '" + key + "' must be ")
                .hasMessageContaining("but was ");
    }

    @Test
    void aValueOfAWrongTypeIsRefused() {
        assertThatThrownBy(() -> with(Map.of("client_name", 5)))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessage("extraConfig 'client_name' must be a text, but was 5");
    }

    @Test
    void aPoolWithoutUriIsRefusedWithAnExample() {
        assertThatThrownBy(() -> settings("redis", PoolOptions.builder()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("redis://localhost:6379/0");
    }

    @Test
    void theDatabaseOfTheOptionsCountsWhereTheUriNamesNone() {
        assertThat(settings("redis", options("redis://host").database("4")).database)
                .isEqualTo(4);
        assertThat(settings("redis", options("redis://host/4").database("4")).database)
                .isEqualTo(4);
    }

    @Test
    void twoDatabasesAreRefused() {
        assertThatThrownBy(() -> settings("redis", options("redis://host/1").database("2")))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("1 by the URI, 2 by database and not given by extraConfig 'db'");
        assertThatThrownBy(() -> settings("redis", extra(options("redis://host/1"), Map.of("db", 0))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("1 by the URI, not given by database and 0 by extraConfig 'db'");
    }

    @Test
    void aDatabaseThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> settings("redis", options("redis://host").database("orders")))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessage("A Redis database must be a number from 0, but was orders");
    }

    @Test
    void contradictionsAboutTlsAreRefused() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        assertThatThrownBy(() -> settings("redis", extra(options("rediss://host"), Map.of("ssl", false))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("rediss://");
        assertThatThrownBy(() -> settings("redis", options("redis://host").sslContext(context)))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("plain text");
        assertThat(settings("redis", options("rediss://host").sslContext(context)).tls)
                .isTrue();
    }

    @Test
    void suppliedCredentialsTakeThePlaceOfTheUrisAndAreAskedForEachTime() {
        int[] asked = {0};
        RedisSettings settings = settings(
                "redis",
                options("redis://user:old@host").credentials(() -> Credentials.ofPassword("new" + asked[0]++)));

        assertThat(asked[0]).isZero();
        assertThat(password(settings)).isEqualTo("new0");
        assertThat(password(settings)).isEqualTo("new1");
    }

    @Test
    void theNarrowerOfTwoLimitsCountsAndZeroIsNone() {
        assertThat(RedisSettings.narrower(5, 7)).isEqualTo(5);
        assertThat(RedisSettings.narrower(7, 5)).isEqualTo(5);
        assertThat(RedisSettings.narrower(0, 5)).isEqualTo(5);
        assertThat(RedisSettings.narrower(5, 0)).isEqualTo(5);
        assertThat(RedisSettings.narrower(0, 0)).isZero();
    }

    private static String password(RedisSettings settings) {
        return Objects.requireNonNull(settings.credentials()).password();
    }

    private static RedisSettings with(Map<String, Object> extraConfig) {
        return settings("redis", extra(options("redis://host"), extraConfig));
    }

    private static RedisSettings settings(String pool, PoolOptions.Builder options) {
        return new RedisSettings(pool, options.build());
    }

    private static PoolOptions.Builder options(String uri) {
        return PoolOptions.builder().uri(uri);
    }

    private static PoolOptions.Builder extra(PoolOptions.Builder options, Map<String, Object> extraConfig) {
        return options.config(PoolConfig.builder().extraConfig(extraConfig).build());
    }
}
