package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisSentinels;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.NestedExceptionUtils;

@WithRedis
class SentinelTest {

    @Test
    void sentinelsWithAPasswordOfTheirOwnNameTheMaster() {
        try (RedisSentinels sentinels = RedisSentinels.builder()
                .size(0, 2)
                .passwords("of-servers", "of-sentinels")
                .start()) {
            Applications.withPools()
                    .withPropertyValues(
                            "earnorm.pool.redis.ha.sentinel.master=" + RedisSentinels.NAME,
                            "earnorm.pool.redis.ha.sentinel.nodes=" + sentinels.nodes(),
                            "earnorm.pool.redis.ha.sentinel.password=of-sentinels",
                            "earnorm.pool.redis.ha.password=of-servers",
                            "earnorm.pool.redis.ha.database=3")
                    .run(context -> {
                        RedisPool pool = context.getBean("haPool", RedisPool.class);
                        assertThat(pool.commands().set("key", "value")).isEqualTo("OK");
                        assertThat(pool.checkHealth().details()).containsEntry("database", "3");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "master=m;uri=redis://h        | ha.uri | both a URI and sentinels",
                "nodes=h                       | ha.sentinel.master | it is not set",
                "master=m                      | ha.sentinel.nodes | it is not set",
                "master=m;nodes=a,user:pw@b    | ha.sentinel.nodes | must be host or host:port",
                "master=m;nodes=h;username=u   | ha.sentinel.username | no password",
                "nods=h                        | ha.sentinel.nods | there is no setting of this name",
            })
    void whatCannotWorkIsNamed(String settings, String property, String reason) {
        String[] properties = Arrays.stream(settings.trim().split(";"))
                .map(setting -> "earnorm.pool.redis.ha." + (setting.startsWith("uri") ? "" : "sentinel.") + setting)
                .toArray(String[]::new);
        Applications.withPools().withPropertyValues(properties).run(context -> {
            Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
            assertThat(root).isInstanceOfSatisfying(PoolPropertyException.class, failure -> {
                assertThat(failure.description())
                        .contains("Property: earnorm.pool.redis." + property, reason)
                        .doesNotContain("user:pw");
                assertThat(failure.action()).isNotEmpty();
            });
        });
    }
}
