package io.earnorm.pool.samples.plainjava;

import com.mongodb.client.MongoCollection;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.mongodb.MongoPool;
import java.io.PrintStream;
import java.time.Duration;
import org.bson.Document;

/** MongoDB: the leased unit is a handle for one user on the pool's shared client. */
final class MongoDemo {

    private MongoDemo() {}

    static void run(String uri, PrintStream out) {
        PoolOptions options = PoolOptions.builder()
                .uri(uri)
                .database("sample")
                .config(patient())
                .build();
        try (MongoPool pool = MongoPool.create(options)) {
            pool.run(connection -> {
                MongoCollection<Document> greetings = connection.collection("greetings");
                greetings.insertOne(new Document("text", "hello from MongoDB"));
                for (Document greeting : greetings.find()) {
                    out.println("mongodb: " + greeting.getString("text"));
                }
            });
            out.println("mongodb: up? " + pool.checkHealth().up());
        }
    }

    /** The first use fails when no connection can be made within this time. */
    private static PoolConfig patient() {
        return PoolConfig.builder()
                .initializationFailTimeout(Duration.ofSeconds(10))
                .build();
    }
}
