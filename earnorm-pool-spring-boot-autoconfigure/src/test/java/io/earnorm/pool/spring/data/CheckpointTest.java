package io.earnorm.pool.spring.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.earnorm.pool.Lease;
import io.earnorm.pool.mongodb.MongoConnection;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What servers see of an application that is stopped and started again, as around a checkpoint of its JVM. */
@WithRedis
class CheckpointTest {

    private final MongoServer mongo = MongoServer.start();

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void aStoppedApplicationHasNoSocketAndAStartedOneWorksAsBefore(RedisServer redis) {
        application(redis).run(context -> {
            MongoCollection<Document> kept =
                    context.getBean(MongoClient.class).getDatabase("shop").getCollection("orders");
            StringRedisTemplate template = new StringRedisTemplate(context.getBean(RedisConnectionFactory.class));
            MongoPool pool = context.getBean(MongoPool.class);
            use(kept, template, pool);
            assertThat(redis.clientList()).isNotEmpty();
            assertThat(mongo.connections()).isPositive();

            ConfigurableApplicationContext application =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            application.stop();
            await().until(() -> redis.clientList().isEmpty());
            await().until(() -> mongo.connections() == 0);

            application.start();
            use(kept, template, pool);
        });
    }

    @Test
    void aLeaseThatIsOutKeepsItsSocketUntilItComesBack(RedisServer redis) {
        application(redis)
                .withPropertyValues("earnorm.pool.mongodb.drain-timeout=100ms")
                .run(context -> {
                    MongoPool pool = context.getBean(MongoPool.class);
                    ConfigurableApplicationContext application =
                            context.getSourceApplicationContext(ConfigurableApplicationContext.class);
                    try (Lease<MongoConnection> lease = pool.acquire()) {
                        application.stop();
                        assertThat(lease.connection().collection("orders").countDocuments())
                                .isZero();
                    }
                    await().until(pool::quiesce);
                    await().until(() -> mongo.connections() == 0);
                });
    }

    private static void use(MongoCollection<Document> collection, StringRedisTemplate template, MongoPool pool) {
        collection.insertOne(new Document());
        template.opsForValue().set("key", "value");
        assertThat(template.opsForValue().get("key")).isEqualTo("value");
        long count = pool.execute(connection -> connection.collection("orders").countDocuments());
        assertThat(count).isPositive();
    }

    private ApplicationContextRunner application(RedisServer redis) {
        return DataRedisApplications.withPools()
                .withPropertyValues(
                        "earnorm.pool.defaults.connect-timeout=60s", // For a busy machine.
                        "earnorm.pool.defaults.connection-timeout=60s",
                        "earnorm.pool.redis.uri=" + redis.uri(),
                        "earnorm.pool.mongodb.uri=" + mongo.uri("shop"));
    }
}
