package io.earnorm.pool.spring.aot;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.FakePool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;

/**
 * Injects pools in every way there is, and says what it got. Then starts with other pools than it was built with, which fails
 * each time.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ProcessedApplication {

    /** What it is built with. Nothing of it but names, types and the primary pool may be there when it runs. */
    static final List<String> WHEN_BUILT = List.of(
            "--earnorm.pool.mongodb.orders.uri=mongodb://build.example/build",
            "--earnorm.pool.redis.sessions.uri=redis://build.example",
            "--earnorm.pool.redis.sessions.primary=true",
            "--earnorm.pool.redis.jobs.uri=redis://build.example",
            "--earnorm.pool.redis.jobs.max-size=3",
            "--earnorm.pool.custom.letters.type=fake",
            "--earnorm.pool.custom.parcels.type=fake");

    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext context = start(List.of(arguments))) {
            say("aot: " + AotDetector.useGeneratedArtifacts());
            context.getBean(Injected.class).use().forEach((how, what) -> say(how + ": " + what));
        }
        fail("added", with(arguments, "--earnorm.pool.redis.carts.uri=redis://localhost"));
        fail("removed", without("redis.jobs", arguments));
        fail("moved", with(without("redis.jobs", arguments), "--earnorm.pool.mongodb.jobs.uri=mongodb://localhost/d"));
        fail("primary", with(arguments, "--earnorm.pool.redis.sessions.primary=false"));
        fail("disabled", with(arguments, "--earnorm.pool.enabled=false"));
        fail("neither", with(arguments, "--earnorm.pool.enabled=maybe"));
    }

    static ConfigurableApplicationContext start(List<String> arguments) {
        return new SpringApplicationBuilder(ProcessedApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    /** The text is in the log. */
    private static void fail(String name, List<String> arguments) {
        say("== " + name);
        try {
            start(arguments).close();
        } catch (RuntimeException expected) {
            say("failed");
        }
    }

    private static List<String> with(String[] arguments, String more) {
        return with(List.of(arguments), more);
    }

    /** In place of the same option. */
    private static List<String> with(List<String> arguments, String more) {
        List<String> all = new ArrayList<>(arguments);
        all.removeIf(argument -> argument.startsWith(more.substring(0, more.indexOf('='))));
        all.add(more);
        return all;
    }

    private static List<String> without(String pool, String[] arguments) {
        return Stream.of(arguments).filter(argument -> !argument.contains(pool)).toList();
    }

    @SuppressWarnings("SystemOut") // Read by the test.
    private static void say(String text) {
        System.out.println(text);
    }

    @Bean
    FakeServer fakeBackend() {
        return new FakeServer();
    }

    @Bean
    Injected injected(
            MongoPool only,
            Pool<Jedis> primary,
            @Qualifier("jobs") RedisPool qualified,
            @Qualifier("jobs") PoolConfig config,
            FakePool parcelsPool,
            Map<String, Pool<?>> map,
            List<FakePool> list,
            Templates templates) {
        return () -> {
            Map<String, String> said = new TreeMap<>();
            only.run(mongo -> mongo.collection("orders").insertOne(new Document("_id", 1)));
            said.put("only", only.name());
            said.put("primary", primary.name() + " " + primary.execute(Jedis::ping));
            said.put("qualified", qualified.name());
            said.put("config", config == qualified.config() ? "max " + config.maxSize() : "another");
            said.put("parameter", parcelsPool.name());
            said.put("map", String.join(",", new TreeMap<>(map).keySet()));
            said.put("list", list.size() + " " + list.get(0).execute(FakeServer.Connection::ask));
            said.put("checked", checked(list));
            templates.use(said);
            return said;
        };
    }

    private static String checked(List<FakePool> pools) {
        return pools.stream()
                .filter(pool -> pool.checkHealth().reason().contains("never well"))
                .map(FakePool::name)
                .collect(Collectors.joining(","));
    }

    @Bean
    @Qualifier("letters")
    HealthCheck<FakeServer.Connection> never() {
        return new Never<>();
    }

    /** Fails. Of which connections, the method says that makes it. */
    private static final class Never<C> implements HealthCheck<C> {

        @Override
        public String name() {
            return "never";
        }

        @Override
        public void check(C connection) {
            throw new IllegalStateException("never well");
        }
    }

    @Bean
    Templates templates(MongoClient client, MongoDatabase database, MongoTemplate mongo, StringRedisTemplate redis) {
        return said -> {
            said.put("database", database.getName());
            said.put(
                    "client",
                    "" + client.getDatabase("shop").getCollection("orders").countDocuments());
            said.put("mongo", "" + mongo.estimatedCount("orders"));
            redis.opsForValue().set("key", "value");
            said.put("redis", "" + redis.opsForValue().get("key"));
        };
    }

    /** Uses what was injected. */
    @FunctionalInterface
    interface Injected {
        Map<String, String> use() throws IOException;
    }

    /** Uses Spring Data. */
    @FunctionalInterface
    interface Templates {
        void use(Map<String, String> said);
    }
}
