package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;

class SanitizingTest {

    private final PoolSanitizingFunction sanitizer = new PoolSanitizingFunction();

    @ParameterizedTest
    @CsvSource({
        "redis://host:6379/0, redis://host:6379/0",
        "redis://:secret@host:6379/0, redis://******@host:6379/0",
        "redis://secret@host, redis://******@host",
        "mongodb://app:secret@one:27017;two:27017/db, mongodb://******@one:27017;two:27017/db",
        "mongodb+srv://app:sec@ret/x?@host/db?authMechanismProperties=TOKEN:x, mongodb+srv://******@host/db?******",
        "mongodb://host/?authMechanismProperties=AWS_SESSION_TOKEN:x, mongodb://host/?******",
        "app:secret@host, ******@host",
        "redis-sentinel://:secret@one;two:26380/0?sentinelMasterId=m, redis-sentinel://******@one;two:26380/0?******",
        "redis-sentinel://:secret@one;[::1]:26380/0#m, redis-sentinel://******@one;[::1]:26380/0#m",
        "redis-cluster://app:se#cr/et@one:7000;two:7001, redis-cluster://******@one:7000;two:7001",
        "mongodb://host/?proxyUsername=a&proxyPassword=secret, mongodb://host/?******",
        "mongodb://app:secret@%2Ftmp%2Fmongodb.sock/db, mongodb://******@%2Ftmp%2Fmongodb.sock/db",
        "redis://${REDIS_HOST}:6379, redis://${REDIS_HOST}:6379"
    })
    void urisLoseTheirUserAndTheirOptions(String uri, String shown) {
        String given = uri.replace(";", ",");
        assertThat(sanitize("earnorm.pool.redis.sessions.uri", given)).isEqualTo(shown.replace(";", ","));
        assertThat(sanitize("earnorm.pool.redis.uri", given)).isEqualTo(shown.replace(";", ","));
    }

    /** Where the at sign was lost, nobody knows what is a host and what is a password. */
    @ParameterizedTest
    @CsvSource({
        "mongodb://app:secret/db, mongodb://******",
        "redis://:secret, redis://******",
        "redis:secret, ******",
        "redis//:secret, ******",
        "host/db#a:secret, ******",
        "the secret, ******"
    })
    void urisWhosePartsCannotBeToldApartAreNotShown(String uri, String shown) {
        assertThat(sanitize("earnorm.pool.redis.sessions.uri", uri)).isEqualTo(shown);
    }

    @Test
    void aUriUnderAnotherKeyLosesItsUserToo() {
        assertThat(sanitize("earnorm.pool.redis.sessions.database", "redis://:secret@host"))
                .isEqualTo("redis://******@host");
    }

    @ParameterizedTest
    @CsvSource({
        "earnorm.pool.redis.ha.sentinel.nodes, 'one:26379,app:secret@two', 'one:26379,******@two'",
        "earnorm.pool.redis.ha.sentinel.nodes[1], secret@two, ******@two",
        "EARNORM_POOL_REDIS_HA_SENTINEL_NODES_0_, secret@two, ******@two",
        "earnorm.pool.redis.big.cluster.nodes[0], app:secret@one:7000, ******@one:7000"
    })
    void addressesLoseTheirUser(String key, String value, String shown) {
        assertThat(sanitize(key, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "earnorm.pool.redis.sessions.pasword",
                "earnorm.pool.redis.sessions.url",
                "earnorm.pool.redis.sessions.ssl.key-store-password",
                "EARNORM_POOL_REDIS_URL",
                "EARNORM_POOL_REDIS_EXTRA_CONFIG_SENTINEL_PASSWORD",
                "EARNORM_POOL_REDIS_SESSIONS_PASSWORD_FILE"
            })
    void whatIsNoSettingMayBeAMisspelledSecret(String key) {
        assertThat(sanitize(key, "redis://:secret@host")).isEqualTo("******");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "earnorm.pool.redis.sessions.password",
                "earnorm.pool.redis.ha.sentinel.password",
                "EARNORM_POOL_REDIS_HA_SENTINEL_PASSWORD",
                "earnorm.pool.defaults.password",
                "EARNORM_POOL_REDIS_SESSIONS_PASSWORD",
                "earnorm.pool.mongodb.extra-config.token",
                "earnorm.pool.mongodb.extraConfig.token",
                "earnorm.pool.templates.batch.extra-config[a.b].c",
                "EARNORM_POOL_MONGODB_EXTRACONFIG_TOKEN"
            })
    void passwordsAndExtraConfigAreNeverShown(String key) {
        assertThat(sanitize(key, "secret")).isEqualTo("******");
    }

    @Test
    void urisInTheEnvironmentAreCoveredToo() {
        assertThat(sanitize("EARNORM_POOL_REDIS_SESSIONS_URI", "redis://:secret@host"))
                .isEqualTo("redis://******@host");
    }

    @ParameterizedTest
    @CsvSource({
        "sun.java.command, com.acme.App --earnorm.pool.redis.password=secret",
        "JAVA_TOOL_OPTIONS, -Dearnorm.pool.redis.sessions.uri=redis://:secret@host",
        "SPRING_APPLICATION_JSON, '{\"earnorm\":{\"pool\":{\"redis\":{\"password\":\"secret\"}}}}'",
        "spring.application.json, '{\"earnorm.pool.redis.password\":\"secret\"}'",
        "MY_CONFIG, 'earnorm:;  pool:;    redis: { password: secret }'",
        "MY_CONFIG, 'earnorm.pool:;  redis: { password: secret }'",
        "MY_CONFIG, 'earnorm: {pool: {redis: {password: secret}}}'"
    })
    void valuesThatContainOurKeysAreNotShown(String key, String value) {
        assertThat(sanitize(key, value.replace(';', '\n'))).isEqualTo("******");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a..b",
                "[",
                "]",
                "a[",
                "a[b",
                "a]b",
                "a[b]c",
                "BASH_FUNC_which%%",
                "=",
                "_",
                "__",
                "a.b.",
                ".a"
            })
    void strangeKeysDoNoHarm(String key) {
        assertThat(sanitize(key, "value")).isEqualTo("value");
    }

    @Test
    void othersValuesAndHarmlessOnesOfOursAreShown() {
        assertThat(sanitize("earnorm.pool.redis.sessions.max-size", 5)).isEqualTo(5);
        assertThat(sanitize("earnorm.pool.redis.sessions.username", "app")).isEqualTo("app");
        assertThat(sanitize("earnorm.pool.redis.sessions.resilience.retry.backoff", "50ms"))
                .isEqualTo("50ms");
        assertThat(sanitize("earnorm.pool.redis.sessions.ssl.bundle", "redis-ca"))
                .isEqualTo("redis-ca");
        assertThat(sanitize("earnorm.pool.redis.ha.sentinel.master", "m")).isEqualTo("m");
        assertThat(sanitize("earnorm.pool.custom.mail.type", "smtp")).isEqualTo("smtp");
        assertThat(sanitize("earnorm.pool.enabled", true)).isEqualTo(true);
        assertThat(sanitize("earnorm.pool.health.timeout", "1s")).isEqualTo("1s");
        assertThat(sanitize("EARNORM_POOL_REDIS_SESSIONS_MAXSIZE", "5")).isEqualTo("5");
        assertThat(sanitize("some.uri", "redis://:secret@host")).isEqualTo("redis://:secret@host");
        assertThat(sanitize("java.class.path", "/lib/earnorm-pool-core.jar")).isEqualTo("/lib/earnorm-pool-core.jar");
        assertThat(sanitize("PATH", "/bin")).isEqualTo("/bin");
        assertThat(sanitize("java.class.path", "/opt/earnorm:/lib")).isEqualTo("/opt/earnorm:/lib");
        assertThat(sanitize("earnorm.pool.redis.uri", null)).isNull();
    }

    private @Nullable Object sanitize(String key, @Nullable Object value) {
        return sanitizer.apply(new SanitizableData(null, key, value)).getValue();
    }
}
