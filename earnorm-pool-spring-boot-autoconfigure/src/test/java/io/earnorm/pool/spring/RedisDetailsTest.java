package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.redis.RedisClusterPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** Where Spring Boot says that a Redis is: a container, a Docker Compose service, a bean, its own properties. */
@WithRedis
class RedisDetailsTest {

    private static final String NOWHERE = "redis://app:s3cret@localhost:1/2";
    private static final Map<String, Object> ELSEWHERE = Map.of("getStandalone", Details.server("elsewhere", 6380, 5));

    private final Map<String, PoolOptions> options = new LinkedHashMap<>();

    @Test
    void theOnlyPoolConnectsThereInPlaceOfItsOwnAddress(RedisServer server) {
        Map<String, Object> answers = Map.of("getStandalone", Details.server(server.host(), server.port(), 3));
        Details.redis(Applications.withPools(), answers)
                .withPropertyValues(
                        "earnorm.pool.redis.uri=" + NOWHERE,
                        "earnorm.pool.redis.username=app",
                        "earnorm.pool.redis.password=s3cret")
                .run(context -> {
                    RedisPool pool = context.getBean(RedisPool.class);
                    assertThat(pool.commands().ping()).isEqualTo("PONG");
                    assertThat(pool.checkHealth().details()).containsEntry("database", "3");
                });
    }

    @Test
    void anySettingMakesAPoolWhereTheAddressIsKnown() {
        Details.redis(capturing(), ELSEWHERE)
                .withPropertyValues("earnorm.pool.redis.max-size=5")
                .run(context -> {
                    assertThat(context.getBean(RedisPool.class).config().maxSize())
                            .isEqualTo(5);
                    assertThat(uri("redis")).isEqualTo("redis://elsewhere:6380");
                    assertThat(options.get("redis").database()).contains("5");
                });
    }

    @Test
    void withoutAnySettingThereIsNoPool() {
        Details.redis(capturing(), ELSEWHERE).run(context -> assertThat(context).doesNotHaveBean(RedisPool.class));
    }

    @Test
    void ofSeveralPoolsThePrimaryOneThoseWithoutAddressAndThoseThatSaySoConnectThere() {
        Details.redis(capturing(), ELSEWHERE)
                .withPropertyValues(
                        "earnorm.pool.redis.main.uri=" + NOWHERE,
                        "earnorm.pool.redis.main.primary=true",
                        "earnorm.pool.redis.other.uri=" + NOWHERE,
                        "earnorm.pool.redis.wants.uri=" + NOWHERE,
                        "earnorm.pool.redis.wants.connection-details=true",
                        "earnorm.pool.redis.none.max-size=5",
                        "earnorm.pool.redis.none.database=7")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(uri("main")).isEqualTo("redis://elsewhere:6380");
                    assertThat(uri("other")).isEqualTo(NOWHERE);
                    assertThat(uri("wants")).isEqualTo("redis://elsewhere:6380");
                    assertThat(uri("none")).isEqualTo("redis://elsewhere:6380");
                    assertThat(options.get("none").database()).contains("7");
                });
    }

    @Test
    void aPoolCanInsistOnItsOwnAddress() {
        Details.redis(capturing(), ELSEWHERE)
                .withPropertyValues("earnorm.pool.redis.uri=" + NOWHERE, "earnorm.pool.redis.connection-details=false")
                .run(context -> assertThat(uri("redis")).isEqualTo(NOWHERE));
    }

    @Test
    void sentinelsUserAndTheirPasswordsAreTaken() {
        Map<String, Object> sentinel = Map.of(
                "getMaster", "my master",
                "getNodes", List.of("one:26379", "::1:26380"),
                "getDatabase", 4,
                "getUsername", "watcher",
                "getPassword", "of-sentinels");
        Details.redis(capturing(), Map.of("getSentinel", sentinel, "getUsername", "app", "getPassword", "of-servers"))
                .withPropertyValues("earnorm.pool.redis.uri=" + NOWHERE)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    PoolOptions taken = options.get("redis");
                    assertThat(uri("redis"))
                            .isEqualTo("redis-sentinel://one:26379,[::1]:26380?sentinelMasterId=my%20master");
                    assertThat(taken.database()).contains("4");
                    assertThat(taken.credentials().orElseThrow().get().user()).contains("app");
                    assertThat(taken.config().extraConfig())
                            .containsEntry("sentinel_username", "watcher")
                            .containsEntry("sentinel_password", "of-sentinels");
                });
    }

    @Test
    void anSslBundleMeansTls() {
        Map<String, Object> answers = Map.of(
                "getStandalone", Details.server("elsewhere", 6380, 0), "getSslBundle", SslBundle.systemDefault());
        Details.redis(capturing(), answers)
                .withPropertyValues("earnorm.pool.redis.max-size=5")
                .run(context -> {
                    assertThat(uri("redis")).isEqualTo("rediss://elsewhere:6380");
                    assertThat(options.get("redis").sslContext()).isPresent();
                });
    }

    @Test
    void aClusterIsTakenByAPoolOfAClusterOnly() {
        Map<String, Object> answers = Map.of("getCluster", Map.of("getNodes", List.of("one:7000", "two:7001")));
        Details.redis(capturing(), answers)
                .withPropertyValues(
                        "earnorm.pool.redis.big.cluster.max-total=0", "earnorm.pool.redis.one.uri=" + NOWHERE)
                .run(context -> {
                    assertThat(context).hasSingleBean(RedisClusterPool.class);
                    assertThat(uri("big")).isEqualTo("redis-cluster://one:7000,two:7001");
                    assertThat(uri("one")).isEqualTo(NOWHERE);
                });
        Details.redis(capturing(), answers)
                .withPropertyValues("earnorm.pool.redis.big.max-size=4")
                .run(
                        context -> assertRefused(
                                context,
                                "Property: earnorm.pool.redis.big.cluster.max-total",
                                "names a cluster, and the pool is not one of a cluster",
                                "Set earnorm.pool.redis.big.cluster.max-total, 0 for no limit: then it is a RedisClusterPool."));
        Details.redis(capturing(), ELSEWHERE)
                .withPropertyValues("earnorm.pool.redis.big.cluster.max-total=0")
                .run(context -> assertRefused(
                        context,
                        "Property: earnorm.pool.redis.big.cluster",
                        "the pool is one of a cluster, and",
                        "Remove what is below cluster"));
    }

    @Test
    void severalBeansAreTooMany() {
        Details.redis(Details.redis(capturing(), "one", ELSEWHERE), "two", ELSEWHERE)
                .withPropertyValues("earnorm.pool.redis.max-size=4")
                .run(context -> assertRefused(
                        context,
                        "Property: earnorm.pool.redis.uri",
                        "several beans say where the server is: [one, two]",
                        "Make one of them @Primary."));
    }

    @Test
    void aBeanThatSaysNothingIsRefused() {
        Details.redis(capturing(), Map.of())
                .withPropertyValues("earnorm.pool.redis.max-size=4")
                .run(context -> assertRefused(
                        context,
                        "Property: earnorm.pool.redis.uri",
                        "names neither a server, nor sentinels, nor a cluster",
                        "Correct the bean, or set the URI."));
    }

    @Test
    void springBootsPropertiesAreForPoolsWithoutAddress(RedisServer server) {
        ApplicationContextRunner application = withSpringBootsOwn(Applications.withPools())
                .withPropertyValues(
                        "spring.data.redis.host=" + server.host(), "spring.data.redis.port=" + server.port());
        application
                .withPropertyValues("earnorm.pool.redis.max-size=5", "spring.data.redis.database=6")
                .run(context -> {
                    RedisPool pool = context.getBean(RedisPool.class);
                    assertThat(pool.commands().ping()).isEqualTo("PONG");
                    assertThat(pool.checkHealth().details()).containsEntry("database", "6");
                });
        application
                .withPropertyValues("earnorm.pool.redis.uri=redis://localhost:1")
                .run(context -> assertThat(
                                context.getBean(RedisPool.class).checkHealth().details())
                        .containsEntry("server", "localhost:1"));
    }

    @Test
    void whatAPoolSaysOfUserAndDatabaseGoesBeforeSpringBootsProperties() {
        withSpringBootsOwn(capturing())
                .withPropertyValues(
                        "spring.data.redis.url=redis://them:theirs@elsewhere:6380/6",
                        "earnorm.pool.redis.username=us",
                        "earnorm.pool.redis.password=ours",
                        "earnorm.pool.redis.database=7")
                .run(context -> {
                    assertThat(uri("redis")).isEqualTo("redis://elsewhere:6380");
                    assertThat(options.get("redis").database()).contains("7");
                    assertThat(options.get("redis")
                                    .credentials()
                                    .orElseThrow()
                                    .get()
                                    .user())
                            .contains("us");
                });
    }

    /** Spring Boot's bean is there, and would mean localhost. */
    @Test
    void withoutAnyAddressThereIsNone() {
        withSpringBootsOwn(capturing())
                .withPropertyValues("earnorm.pool.redis.max-size=5")
                .run(context -> assertRefused(
                        context,
                        "Property: earnorm.pool.redis.uri",
                        "it is not set",
                        "Set earnorm.pool.redis.uri, for example to redis://localhost:6379/0."));
    }

    private String uri(String pool) {
        return options.get(pool).uri().orElseThrow();
    }

    /** Nobody listens where these pools connect: nothing is connected until somebody asks. */
    private ApplicationContextRunner capturing() {
        return Applications.withPools()
                .withPropertyValues("earnorm.pool.defaults.min-size=0")
                .withBean(PoolOptionsCustomizer.class, () -> (pool, builder) -> options.put(pool, builder.build()));
    }

    private static ApplicationContextRunner withSpringBootsOwn(ApplicationContextRunner application) {
        return application.withConfiguration(AutoConfigurations.of(Details.present(
                "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")));
    }

    private static void assertRefused(
            AssertableApplicationContext context, String property, String reason, String action) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
        assertThat(root).isInstanceOfSatisfying(PoolPropertyException.class, failure -> {
            assertThat(failure.description()).contains(property + System.lineSeparator(), reason);
            assertThat(failure.action()).contains(action);
        });
    }
}
