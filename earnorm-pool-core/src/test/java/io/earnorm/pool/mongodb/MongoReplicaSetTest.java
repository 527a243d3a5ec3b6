package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** With the commands that make a server fail when a test wants it. */
    @Container
    private static final MongoDBContainer SERVER = new MongoDBContainer("mongo:7.0")
            .withCreateContainerCmdModifier(
                    container -> container.withCmd("--replSet", "docker-rs", "--setParameter", "enableTestCommands=1"));

    private MongoPool pool;

    @BeforeEach
    void open() {
        pool = MongoPool.create(PoolOptions.builder()
                .uri(SERVER.getReplicaSetUrl("shop"))
                .config(PoolConfig.builder()
                        .connectionTimeout(PATIENCE)
                        .initializationFailTimeout(PATIENCE)
                        .validationTimeout(Duration.ofSeconds(2))
                        .build())
                .build());
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

    @Test
    void repeatsTheWorkOfATransactionThatMeetsAnother() {
        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1).append("total", 0)));
        List<CompletableFuture<Void>> all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> addFiveTimes(1)))
                .toList();
        all.forEach(CompletableFuture::join);
        Document order = pool.execute(connection ->
                connection.collection("orders").find(Filters.eq(1)).first());
        assertThat(order).containsEntry("total", 20);
    }

    private void addFiveTimes(int id) {
        for (int i = 0; i < 5; i++) {
            pool.run(connection -> connection.inTransaction(inside -> {
                MongoCollection<Document> orders = inside.collection("orders");
                int total = orders.find(Filters.eq(id)).first().getInteger("total");
                return orders.updateOne(Filters.eq(id), Updates.set("total", total + 1));
            }));
        }
    }

    @Test
    void repeatsTheWorkAfterATransientError() {
        AtomicInteger runs = new AtomicInteger();
        failNext("insert", new Document("errorCode", 112).append("errorLabels", List.of("TransientTransactionError")));
        insertInTransaction(runs);
        assertThat(runs).hasValue(2);
        assertThat(count()).isOne();
    }

    @Test
    void repeatsTheCommitWhoseOutcomeIsUnknown() {
        AtomicInteger runs = new AtomicInteger();
        failNext("commitTransaction", new Document("closeConnection", true));
        insertInTransaction(runs);
        assertThat(runs).hasValue(1);
        assertThat(count()).isOne();
    }

    @Test
    void replacesAConnectionWhoseSessionMetANetworkError() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session();
        failNext("find", new Document("closeConnection", true));
        lease.connection().collection("orders").find().first(); // Repeated by the driver.
        lease.close();
        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
        }
    }

    /** The URL names no set, so the driver asks the one member, whatever it is. How a set waits: {@link MongoFailoverTest}. */
    @Test
    void servesAgainWhenThePrimaryThatSteppedDownIsElected() {
        Document stepDown = new Document("replSetStepDown", 3)
                .append("secondaryCatchUpPeriodSecs", 0)
                .append("force", true);
        pool.client().getDatabase("admin").runCommand(stepDown);
        assertThatThrownBy(() -> pool.run(connection -> insertOrder(connection, 1)))
                .isInstanceOf(MongoNotPrimaryException.class);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .untilAsserted(() -> pool.run(connection -> insertOrder(connection, 1)));
        assertThat(count()).isOne();
    }

    private static void insertOrder(MongoConnection connection, int id) {
        connection.collection("orders").insertOne(new Document("_id", id));
    }

    @Test
    void tellsOfAFrozenServerWithinTheValidationTimeout() {
        pool.init();
        SERVER.getDockerClient().pauseContainerCmd(SERVER.getContainerId()).exec();
        try {
            assertThat(pool.checkHealth().up()).isFalse();
        } finally {
            SERVER.getDockerClient()
                    .unpauseContainerCmd(SERVER.getContainerId())
                    .exec();
        }
        await().atMost(PATIENCE).until(() -> pool.checkHealth().up());
    }

    @Test
    void readsInALeaseWhatWasWrittenInIt() {
        pool.run(connection -> {
            connection.session();
            MongoCollection<Document> orders = connection
                    .withReadPreference(ReadPreference.secondaryPreferred())
                    .withReadConcern(ReadConcern.MAJORITY)
                    .withWriteConcern(WriteConcern.MAJORITY)
                    .collection("orders");
            for (int i = 1; i <= 20; i++) {
                orders.insertOne(new Document("_id", i));
                assertThat(orders.countDocuments()).isEqualTo(i);
            }
        });
    }

    private void insertInTransaction(AtomicInteger runs) {
        pool.run(connection -> connection.inTransaction(inside -> {
            runs.incrementAndGet();
            return inside.collection("orders").insertOne(new Document("_id", 1));
        }));
    }

    private void failNext(String command, Document how) {
        pool.client()
                .getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", 1))
                        .append("data", how.append("failCommands", List.of(command))));
    }

    private long count() {
        return pool.execute(connection -> connection.collection("orders").countDocuments());
    }
}
