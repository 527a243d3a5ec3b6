package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.mongo.wire.Seen;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions, read preferences and concerns of leases, as the members of a replica set see them. */
class LeaseOnTheWireTest {

    private static final BsonString MAJORITY = new BsonString("majority");

    private static WireCluster cluster;
    private static MongoPool pool;

    @BeforeAll
    static void start() {
        cluster = WireCluster.of(3);
        pool = MongoPool.create(PoolOptions.builder()
                .uri(cluster.uri("shop"))
                .config(PoolConfig.builder()
                        .initializationFailTimeout(Duration.ofSeconds(30))
                        .build())
                .build());
        pool.init();
    }

    @AfterAll
    static void stop() {
        pool.close();
        cluster.close();
    }

    @BeforeEach
    void forget() {
        cluster.forgetAll();
    }

    @Test
    void aLeaseHasOneSessionAndTheNextLeaseAnother() {
        inSession(orders -> {
            orders.insertOne(new Document("_id", 1));
            orders.find().first();
        });
        BsonDocument first = cluster.commands("insert").get(0).session();
        assertThat(first).isNotNull();
        assertThat(cluster.commands("find")).extracting(Seen::session).containsExactly(first);

        try (Lease<MongoConnection> lease = pool.acquire();
                Lease<MongoConnection> other = pool.acquire()) {
            lease.connection().session();
            other.connection().session();
            lease.connection().collection("orders").countDocuments();
            other.connection().collection("orders").countDocuments();
        }
        assertThat(cluster.commands("aggregate")).extracting(Seen::session).doesNotHaveDuplicates();
    }

    @Test
    void aLeaseReadsWhatItWroteAndTheNextOneDoesNotWaitForThat() {
        inSession(orders -> {
            orders.find().first();
            orders.insertOne(new Document("_id", 1));
            orders.withReadPreference(ReadPreference.secondary()).find().first();
        });
        inSession(orders ->
                orders.withReadPreference(ReadPreference.secondary()).find().first());

        assertThat(cluster.commands("find").get(0).after()).isNull();
        assertThat(cluster.commands("find").get(1).after()).isNotNull();
        assertThat(cluster.commands("find").get(1).node()).isPositive();
        assertThat(cluster.commands("find").get(2).after()).isNull();
    }

    @Test
    void aLeaseThatHasNotBegunASessionIsNotCausal() {
        pool.run(connection -> {
            connection.collection("orders").insertOne(new Document("_id", 1));
            connection.collection("orders").find().first();
        });
        assertThat(cluster.commands("find").get(0).after()).isNull();
    }

    @Test
    void aLeaseReadsAndWritesAsItIsTold() {
        pool.run(connection -> {
            MongoConnection reports = connection
                    .withReadPreference(ReadPreference.secondary())
                    .withReadConcern(ReadConcern.MAJORITY)
                    .withWriteConcern(WriteConcern.W2);
            reports.collection("orders").insertOne(new Document("_id", 1));
            reports.collection("orders").find().first();
            reports.client().getDatabase("shop").getCollection("orders").countDocuments();
            connection.collection("orders").find().first();
        });

        assertThat(cluster.commands("insert").get(0).body().getDocument("writeConcern"))
                .containsEntry("w", new BsonInt32(2));
        Seen told = cluster.commands("find").get(0);
        assertThat(told.node()).isPositive();
        assertThat(told.body().getDocument("readConcern")).containsEntry("level", MAJORITY);
        assertThat(cluster.commands("aggregate").get(0).node()).isPositive();
        Seen untold = cluster.commands("find").get(1);
        assertThat(untold.node()).isZero();
        assertThat(untold.body()).doesNotContainKey("readConcern");
    }

    @Test
    void viewsOfALeaseShareItsSessionAndItsEnd() {
        Lease<MongoConnection> lease = pool.acquire();
        MongoConnection view = lease.connection().withReadPreference(ReadPreference.secondaryPreferred());
        assertThat(view.session()).isSameAs(lease.connection().session());
        lease.connection().session().startTransaction();
        view.collection("orders").insertOne(new Document("_id", 1));
        lease.close();

        assertThat(cluster.commands("insert")).singleElement().matches(Seen::inTransaction);
        assertThat(cluster.commands("abortTransaction")).hasSize(1);
        assertThat(catchThrowable(() -> view.collection("orders"))).hasMessageContaining("lease has ended");
    }

    @Test
    void aTransactionHasTheLeasesConcernsAndReadsFromThePrimary() {
        pool.run(connection -> connection
                .withReadPreference(ReadPreference.secondary())
                .withReadConcern(ReadConcern.SNAPSHOT)
                .withWriteConcern(WriteConcern.MAJORITY)
                .inTransaction(inside -> inside.collection("orders").find().first()));

        Seen find = cluster.commands("find").get(0);
        assertThat(find.node()).isZero();
        assertThat(find.body().getDocument("readConcern")).containsEntry("level", new BsonString("snapshot"));
        assertThat(cluster.commands("commitTransaction").get(0).body().getDocument("writeConcern"))
                .containsEntry("w", MAJORITY);
    }

    @Test
    void aTransactionsOwnOptionsWin() {
        TransactionOptions options = TransactionOptions.builder()
                .writeConcern(WriteConcern.W3)
                .maxCommitTime(7L, TimeUnit.SECONDS)
                .build();
        pool.run(connection -> connection
                .withWriteConcern(WriteConcern.MAJORITY)
                .inTransaction(options, inside -> inside.collection("orders").insertOne(new Document("_id", 1))));

        BsonDocument commit = cluster.commands("commitTransaction").get(0).body();
        assertThat(commit.getDocument("writeConcern")).containsEntry("w", new BsonInt32(3));
        assertThat(commit.getNumber("maxTimeMS").intValue()).isEqualTo(7000);
    }

    private static void inSession(Consumer<MongoCollection<Document>> work) {
        pool.run(connection -> {
            connection.session();
            work.accept(connection.collection("orders"));
        });
    }
}
