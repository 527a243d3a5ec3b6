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
        "app:secret@host, ******@host"
    })
    void urisLoseTheirUserAndTheirOptions(String uri, String shown) {
        String given = uri.replace(";", ",");
        assertThat(sanitize("earnorm.pool.redis.sessions.uri", given)).isEqualTo(shown.replace(";", ","));
        assertThat(sanitize("earnorm.pool.redis.uri", given)).isEqualTo(shown.replace(";", ","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "earnorm.pool.redis.sessions.password",
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
        "spring.application.json, '{\"earnorm.pool.redis.password\":\"secret\"}'"
    })
    void valuesThatContainOurKeysAreNotShown(String key, String value) {
        assertThat(sanitize(key, value)).isEqualTo("******");
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
        assertThat(sanitize("some.uri", "redis://:secret@host")).isEqualTo("redis://:secret@host");
        assertThat(sanitize("java.class.path", "/lib/earnorm-pool-core.jar")).isEqualTo("/lib/earnorm-pool-core.jar");
        assertThat(sanitize("PATH", "/bin")).isEqualTo("/bin");
        assertThat(sanitize("earnorm.pool.redis.uri", null)).isNull();
    }

    private @Nullable Object sanitize(String key, @Nullable Object value) {
        return sanitizer.apply(new SanitizableData(null, key, value)).getValue();
    }
}
