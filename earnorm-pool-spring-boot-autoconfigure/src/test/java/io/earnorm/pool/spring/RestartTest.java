package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.Jedis;

/** What is left of an application that has ended, in a JVM that goes on: nothing. */
@WithRedis
class RestartTest {

    @Test
    void nothingIsLeftOfAnApplicationThatHasEnded(RedisServer redis) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (MongoServer mongo = MongoServer.start()) {
            Set<ObjectName> beans = managed();
            Set<Thread> threads = ofPools();
            for (boolean lazy : List.of(false, true)) {
                try (ConfigurableApplicationContext context = start(lazy, redis, mongo, registry)) {
                    use(context);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("earnorm.pool.max")
                                    .meters())
                            .hasSize(2);
                    assertThat(ofPools()).isNotEqualTo(threads);
                }
                await().until(() -> redis.clientList().isEmpty());
                await().until(() -> mongo.connections() == 0);
                assertThat(ofPools(registry)).isEmpty();
                assertThat(ofPools(Metrics.globalRegistry)).isEmpty();
                assertThat(managed()).isEqualTo(beans);
            }
            await().untilAsserted(() -> assertThat(threads).containsAll(ofPools()));
        }
    }

    private static ConfigurableApplicationContext start(
            boolean lazy, RedisServer redis, MongoServer mongo, MeterRegistry registry) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(lazy)
                .initializers(context -> context.getBeanFactory().registerSingleton("registry", registry))
                .run(
                        "--earnorm.pool.redis.uri=" + redis.uri(),
                        "--earnorm.pool.mongodb.uri=" + mongo.uri("shop"),
                        "--earnorm.pool.defaults.connect-timeout=60s", // For a busy machine.
                        "--earnorm.pool.defaults.connection-timeout=60s",
                        "--spring.jmx.enabled=true");
    }

    private static void use(ConfigurableApplicationContext context) {
        context.getBean(RedisPool.class).run(Jedis::ping);
        context.getBean(MongoPool.class)
                .run(connection -> connection.collection("orders").insertOne(new Document()));
    }

    /** Without the timers of observations, which are the registry's. */
    private static List<String> ofPools(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("earnorm.") && !name.matches("earnorm.pool.connect(.active)?"))
                .toList();
    }

    private static Set<ObjectName> managed() {
        return ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    }

    /** The pools' own threads, and those of the MongoDB driver's clients. */
    private static Set<Thread> ofPools() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("earnorm-")
                        || thread.getName().startsWith("cluster-"))
                .collect(Collectors.toSet());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
