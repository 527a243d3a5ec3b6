package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Pool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.Jedis;

@WithRedis
class RedisTest {

    @Test
    void theShortFormIsAPoolThatWorks(RedisServer server) {
        Applications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=" + server.uri())
                .run(context -> {
                    RedisPool pool = context.getBean("redisPool", RedisPool.class);
                    pool.commands().set("greeting", "hello");
                    assertThat(pool.<String, RuntimeException>execute(jedis -> jedis.get("greeting")))
                            .isEqualTo("hello");
                });
    }

    @Test
    void severalPoolsAreInjectedByNameAndByTypeOfConnection(RedisServer server) {
        Applications.withPools()
                .withPropertyValues(
                        "earnorm.pool.redis.sessions.uri=" + server.uri(),
                        "earnorm.pool.redis.sessions.primary=true",
                        "earnorm.pool.redis.jobs.uri=" + server.uri(),
                        "earnorm.pool.redis.jobs.database=1")
                .withUserConfiguration(Injected.class)
                .run(context -> {
                    Injected injected = context.getBean(Injected.class);
                    assertThat(injected.primary.name()).isEqualTo("sessions");
                    assertThat(injected.qualified.name()).isEqualTo("jobs");
                    assertThat(injected.all).containsOnlyKeys("sessionsPool", "jobsPool");
                    injected.qualified.run(jedis -> jedis.set("where", "jobs"));
                    assertThat(injected.primary.<Boolean, RuntimeException>execute(jedis -> jedis.exists("where")))
                            .isFalse();
                });
    }

    @Test
    void nothingIsConnectedAnyMoreWhenTheApplicationHasEnded(RedisServer server) {
        Applications.withPools()
                .withPropertyValues(
                        "earnorm.pool.redis.uri=" + server.uri(),
                        "earnorm.pool.redis.min-size=3",
                        "earnorm.pool.redis.extra-config.client_name=app")
                .run(context -> await().untilAsserted(() -> assertThat(server.clientList())
                        .extracting(client -> client.get("name"))
                        .filteredOn(name -> name.startsWith("app"))
                        .hasSize(3)));
        assertThat(server.clientList())
                .extracting(client -> client.get("name"))
                .filteredOn(name -> name.startsWith("app"))
                .isEmpty();
    }

    @Test
    void aUriThatIsNoneIsRefusedWithoutItsPassword() {
        Applications.withPools()
                .withPropertyValues("earnorm.pool.redis.sessions.uri=http://:s3cret@host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                PoolPropertyException.class,
                                failure -> assertThat(failure.description())
                                        .contains("    Property: earnorm.pool.redis.sessions.uri")
                                        .contains("    Value: http://******@host")
                                        .contains("redis://")
                                        .doesNotContain("s3cret")));
    }

    @Test
    void aPoolWithoutUriIsRefusedWithAnExample() {
        Applications.withPools()
                .withPropertyValues("earnorm.pool.redis.sessions.max-size=5")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(PoolPropertyException.class, failure -> {
                            assertThat(failure.description())
                                    .contains("Property: earnorm.pool.redis.sessions.uri", "Reason: it is not set");
                            assertThat(failure.action())
                                    .isEqualTo(
                                            "Set earnorm.pool.redis.sessions.uri, for example to redis://localhost:6379/0.");
                        }));
    }

    @Test
    void aMissingDriverIsNamed() {
        Applications.withPools()
                .withClassLoader(new FilteredClassLoader(Jedis.class))
                .withPropertyValues("earnorm.pool.redis.sessions.uri=redis://host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOfSatisfying(PoolPropertyException.class, failure -> {
                            assertThat(failure.description())
                                    .contains(
                                            "The pool 'sessions' cannot be set up:",
                                            "    Property: earnorm.pool.redis.sessions",
                                            "    Reason: its driver, redis.clients:jedis, is not on the class path");
                            assertThat(failure.action())
                                    .startsWith(
                                            "Add the dependency redis.clients:jedis (Spring Boot manages its version)");
                        }));
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {
        @Autowired
        RedisPool primary;

        @Autowired
        @Qualifier("jobs")
        Pool<Jedis> qualified;

        @Autowired
        Map<String, Pool<Jedis>> all;
    }
}
