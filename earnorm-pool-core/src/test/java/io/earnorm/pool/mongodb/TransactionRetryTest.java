package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.Seen;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code inTransaction} repeats, and what is there afterwards: all of it, once, or nothing. */
class TransactionRetryTest {

    private static WireCluster cluster;
    private static MongoPool pool;

    private final AtomicInteger runs = new AtomicInteger();

    @BeforeAll
    static void start() {
        cluster = WireCluster.of(2);
        pool = MongoPool.create(
                PoolOptions.builder()
                        .uri(cluster.uri("shop"))
                        .config(PoolConfig.builder()
                                .initializationFailTimeout(Duration.ofSeconds(30))
                                .build())
                        .build(),
                QuickLooks::apply);
        pool.init();
    }

    @AfterAll
    static void stop() {
        pool.close();
        cluster.close();
    }

    @BeforeEach
    void empty() {
        cluster.forgetAll();
    }

    @Test
    void theWorkIsRepeatedAfterATransientError() {
        cluster.next("insert", Fault.error(112, MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
        insertTwo();

        assertThat(runs).hasValue(2);
        assertThat(stored()).isEqualTo(2);
        assertThat(cluster.commands("insert"))
                .extracting(seen -> seen.body().getInt64("txnNumber"))
                .containsOnly(
                        cluster.commands("insert").get(0).body().getInt64("txnNumber"),
                        cluster.commands("insert").get(2).body().getInt64("txnNumber"));
    }

    @Test
    void theWorkIsRepeatedWhenTheSocketBreaksInTheMiddleOfIt() {
        cluster.next("insert", Fault.loseAnswer());
        insertTwo();

        assertThat(runs).hasValue(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void theWorkIsRepeatedOnTheNewPrimaryWhenTheOldOneStepsDown() {
        pool.run(connection -> connection.inTransaction(inside -> {
            inside.collection("orders").insertOne(new Document("run", runs.incrementAndGet()));
            if (runs.get() == 1) {
                cluster.elect(1);
            }
            return inside.collection("orders").insertOne(new Document("run", runs.get()));
        }));

        assertThat(cluster.documents("shop.orders"))
                .extracting(order -> order.getInt32("run").getValue())
                .containsExactly(2, 2);
        assertThat(cluster.commands("commitTransaction")).extracting(Seen::node).containsExactly(1);
    }

    @Test
    void theCommitIsRepeatedWhenItsOutcomeIsUnknown() {
        cluster.next("commitTransaction", Fault.loseAnswer());
        insertTwo();

        assertThat(runs).hasValue(1);
        assertThat(stored()).isEqualTo(2);
        assertThat(cluster.commands("commitTransaction")).hasSize(2);
        assertThat(cluster.commands("commitTransaction").get(1).body().getDocument("writeConcern"))
                .containsEntry("w", new BsonString("majority"));
    }

    @Test
    void theCommitIsRepeatedWhenItIsNotConfirmed() {
        cluster.next("commitTransaction", Fault.unconfirmed(64));
        cluster.next("commitTransaction", Fault.error(89, "RetryableWriteError"));
        cluster.next("commitTransaction", Fault.error(89, "RetryableWriteError"));
        insertTwo();

        assertThat(runs).hasValue(1);
        assertThat(stored()).isEqualTo(2);
        assertThat(cluster.commands("commitTransaction")).hasSize(4);
    }

    @Test
    void theWorkIsRepeatedWhenTheCommitSaysThatThisHelps() {
        cluster.next("commitTransaction", Fault.error(251, MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
        insertTwo();

        assertThat(runs).hasValue(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void nothingIsRepeatedAfterAnotherError() {
        cluster.next("insert", Fault.error(2));
        assertThatThrownBy(this::insertTwo)
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo(2));

        assertThat(runs).hasValue(1);
        assertThat(stored()).isZero();
        assertThat(cluster.commands("abortTransaction")).hasSize(1);
    }

    @Test
    void nothingIsThereWhenTheWorkFails() {
        assertThatThrownBy(() -> pool.run(connection -> connection.inTransaction(inside -> {
                    inside.collection("orders").insertOne(new Document("_id", 1));
                    assertThat(inside.collection("orders").countDocuments()).isOne();
                    assertThat(stored()).isZero();
                    throw new IllegalArgumentException("no");
                })))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stored()).isZero();
    }

    @Test
    void aSessionThatMetANetworkErrorLeavesWithItsConnection() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session();
        cluster.next("find", Fault.drop());
        lease.connection().collection("orders").find().first(); // The driver repeats it: the user need not know.
        lease.close();

        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
        }
    }

    @Test
    void aSessionThatIsClosedEarlyLeavesAllTheSame() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session();
        cluster.next("find", Fault.drop());
        lease.connection().collection("orders").find().first();
        lease.connection().session().close();
        lease.close();

        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
        }
    }

    private void insertTwo() {
        pool.run(connection -> connection.inTransaction(inside -> {
            runs.incrementAndGet();
            inside.collection("orders").insertOne(new Document());
            return inside.collection("orders").insertOne(new Document());
        }));
    }

    private static int stored() {
        return cluster.documents("shop.orders").size();
    }
}
