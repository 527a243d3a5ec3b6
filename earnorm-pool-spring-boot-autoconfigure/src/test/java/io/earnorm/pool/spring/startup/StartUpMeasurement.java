package io.earnorm.pool.spring.startup;

import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/**
 * Compares the starts of an application without Redis and MongoDB, with pools of them, and with what Spring Boot itself
 * configures. No test: it is run by its name (docs/start-up.md says how), and writes target/start-up.md.
 */
@WithRedis
class StartUpMeasurement {

    private static final int STARTS = Integer.getInteger("earnorm.start-up.starts", 20);

    private static final String EXPECTED = "--" + StartedApplication.EXPECTED + "=";

    private static final String DRIVERS =
            "jedis-.*|commons-pool2-.*|gson-.*|json-\\d.*|redis-authx-core-.*|mongodb-driver-.*|bson-.*";

    private static final String OURS = "|earnorm-pool-(core|spring-boot-autoconfigure)(-[\\d.]+(-SNAPSHOT)?)?.jar"
            + "|resilience4j-(core|retry|circuitbreaker)-.*";

    private static final String BOOTS = "|spring-data-(redis|keyvalue|commons)-.*|spring-(tx|oxm|context-support)-\\d.*"
            + "|spring-boot-(mongodb|data-redis|data-commons|netty|transaction|persistence)-.*";

    @Test
    void medians(RedisServer redis) throws Exception {
        try (MongoServer mongo = MongoServer.start()) {
            Variant plain = new Variant("neither", "");
            Variant ours = new Variant(
                    "the starter, a pool of each",
                    DRIVERS + OURS,
                    "--earnorm.pool.redis.uri=" + redis.uri(),
                    "--earnorm.pool.mongodb.uri=" + mongo.uri("shop"),
                    EXPECTED + "io.earnorm.pool.redis.RedisPool,io.earnorm.pool.mongodb.MongoPool");
            Variant boots = new Variant(
                    "Spring Boot's own, Jedis and the MongoDB driver",
                    DRIVERS + BOOTS,
                    "--spring.data.redis.url=" + redis.uri(),
                    "--spring.data.mongodb.uri=" + mongo.uri("shop"),
                    "--spring.data.redis.client-type=jedis",
                    "--spring.mongodb.uri=" + mongo.uri("shop"), // Of Spring Boot 4.
                    EXPECTED
                            + "org.springframework.data.redis.core.StringRedisTemplate,com.mongodb.client.MongoClient");
            List<Variant> variants = List.of(plain, ours, boots);
            for (Variant variant : variants) {
                variant.warmUp();
            }
            for (int start = 0; start < STARTS; start++) {
                for (Variant variant : variants) {
                    variant.start();
                }
            }
            write(variants);
        }
    }

    private static void write(List<Variant> variants) throws IOException {
        Variant plain = variants.get(0);
        StringBuilder table = new StringBuilder("| Spring Boot %s, Java %s, %d starts | ready after | processor |%n"
                .formatted(SpringBootVersion.getVersion(), Runtime.version(), STARTS));
        table.append("|---|---|---|%n".formatted());
        for (Variant variant : variants) {
            long wall = Variant.median(variant.wallMillis);
            long processor = Variant.median(variant.processorMillis);
            table.append("| %s | %d ms (%+d) | %d ms (%+d) |%n"
                    .formatted(
                            variant.name,
                            wall,
                            wall - Variant.median(plain.wallMillis),
                            processor,
                            processor - Variant.median(plain.processorMillis)));
        }
        Files.writeString(Path.of("target", "start-up.md"), table);
    }
}
