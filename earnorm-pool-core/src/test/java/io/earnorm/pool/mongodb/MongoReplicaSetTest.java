package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.MongoDBContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** What only a real {@code mongod} can show. Skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class MongoReplicaSetTest {

    @Container
    private static final MongoDBContainer SERVER = new MongoDBContainer("mongo:7.0");

    private MongoPool pool;

    @BeforeEach
    void open() {
        pool = MongoPool.create(
                PoolOptions.builder().uri(SERVER.getReplicaSetUrl("shop")).build());
        pool.run(connection -> connection.collection("orders").drop());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void servesReadsAndWrites() {
        pool.run(connection -> {
            MongoCollection<Document> orders = connection.collection("orders");
            orders.insertOne(new Document("_id", 1).append("total", 10));
            orders.updateOne(Filters.eq(1), new Document("$inc", new Document("total", 5)));
            assertThat(orders.find(Filters.eq(1)).first()).containsEntry("total", 15);
            assertThat(orders.deleteOne(Filters.eq(1)).getDeletedCount()).isOne();
        });
        assertThat(pool.checkHealth().details()).containsEntry("cluster", "REPLICA_SET");
    }

    @Test
    void keepsNothingOfATransactionWhoseWorkFailed() {
        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 0)));
        assertThatThrownBy(() -> pool.run(connection -> connection.inTransaction(inside -> {
                    inside.collection("orders").insertOne(new Document("_id", 1));
                    assertThat(inside.collection("orders").countDocuments()).isEqualTo(2);
                    throw new IllegalArgumentException("no");
                })))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count()).isOne();
    }

    @Test
    void keepsAllOfATransactionThatCommitted() {
        pool.run(connection -> connection.inTransaction(inside -> {
            inside.collection("orders").insertOne(new Document("_id", 1));
            return inside.collection("orders").insertOne(new Document("_id", 2));
        }));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void keepsNothingOfATransactionThatALeaseLeftOpen() {
        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 0)));
        try (Lease<MongoConnection> careless = pool.acquire()) {
            careless.connection().session().startTransaction();
            careless.connection().collection("orders").insertOne(new Document("_id", 1));
        }
        assertThat(count()).isOne();
    }

    private long count() {
        return pool.execute(connection -> connection.collection("orders").countDocuments());
    }
}
