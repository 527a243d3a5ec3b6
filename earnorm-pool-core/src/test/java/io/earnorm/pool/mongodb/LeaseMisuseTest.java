package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.Seen;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What careless holders do, and that the next one does not pay for it. */
class LeaseMisuseTest {

    private static final long CURSOR = 77;

    private static WireCluster cluster;
    private static MongoPool pool;

    private final Lease<MongoConnection> lease = pool.acquire();
    private final MongoConnection connection = lease.connection();
    private final MongoCollection<Document> orders = connection.collection("orders");

    @BeforeAll
    static void start() {
        cluster = WireCluster.of(1);
        pool = MongoPool.create(
                PoolOptions.builder()
                        .uri(cluster.uri("shop"))
                        .config(PoolConfig.builder()
                                .maxSize(2)
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
    void forget() {
        cluster.forgetAll();
    }

    @AfterEach
    void end() {
        lease.close();
    }

    @Test
    void whatIsKeptReachesNobodyAfterTheReturn() {
        MongoDatabase database = connection.database();
        MongoClient client = connection.client();
        ChangeStreamIterable<Document> watch = orders.watch();
        ChangeStreamIterable<Document> watchAll = client.watch();
        AggregateIterable<Document> copy = orders.aggregate(List.of(Aggregates.out("copy")));
        GridFSBucket files = GridFSBuckets.create(database);
        lease.close();

        for (Executable use : List.<Executable>of(
                watch::cursor,
                () -> watch.withDocumentClass(Document.class).first(),
                watchAll::cursor,
                database::watch,
                copy::toCollection,
                copy::first,
                () -> files.uploadFromStream("bill", new ByteArrayInputStream(new byte[] {1})),
                () -> files.find().first(),
                () -> files.openDownloadStream("bill"),
                () -> orders.bulkWrite(List.of(new InsertOneModel<>(new Document()))),
                () -> orders.createIndex(new Document("total", 1)),
                () -> orders.distinct("total", Integer.class).first(),
                () -> database.runCommand(new Document("ping", 1)),
                () -> database.listCollectionNames().first(),
                () -> client.listDatabaseNames().first())) {
            assertThatThrownBy(use::execute)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lease has ended");
        }
        assertThat(commands()).isEmpty();
    }

    @Test
    void aCursorThatIsLeftHalfWayIsClosedBeforeItsTransaction() {
        connection.session().startTransaction();
        cluster.next("find", LeaseMisuseTest::leaveOpen);
        MongoCursor<Document> left = orders.find().cursor();
        lease.close();

        assertThat(commands()).containsExactly("find", "killCursors", "abortTransaction");
        assertThat(closed()).isEqualTo(CURSOR);
        assertThatThrownBy(left::hasNext).hasMessageContaining("lease has ended");
    }

    @Test
    void aChangeStreamThatIsLeftOpenIsClosed() {
        cluster.next("aggregate", LeaseMisuseTest::leaveOpen);
        MongoCursor<ChangeStreamDocument<Document>> left = orders.watch().cursor();
        lease.close();

        assertThat(closed()).isEqualTo(CURSOR);
        assertThatThrownBy(left::tryNext).hasMessageContaining("lease has ended");
    }

    @Test
    void theSessionOfAnotherLeaseIsRefused() {
        ClientSession session = connection.session();
        try (Lease<MongoConnection> other = pool.acquire()) {
            MongoCollection<Document> others = other.connection().collection("orders");
            assertThatThrownBy(() -> others.insertOne(session, new Document()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to another lease");
            assertThatThrownBy(() -> others.find(session).first()).hasMessageContaining("belongs to another lease");
        }
        assertThat(commands()).isEmpty();
        orders.insertOne(session, new Document());
        lease.close();
        assertThat(cluster.commands("insert")).hasSize(1);
    }

    @Test
    void anAbortThatFailsCostsTheConnectionAndNothingElse() {
        connection.session().startTransaction();
        orders.insertOne(new Document());
        dropAborts();
        lease.close();

        isReplaced();
        assertThat(cluster.documents("shop.orders")).isEmpty();
    }

    @Test
    void anAbortThatFailsWhenTheSessionIsClosedEarlyCostsTheConnectionAsWell() {
        connection.session().startTransaction();
        orders.insertOne(new Document());
        dropAborts();
        connection.session().close();
        lease.close();

        isReplaced();
        assertThat(cluster.documents("shop.orders")).isEmpty();
    }

    @Test
    void anAbortThatTheServerRefusesCostsNothing() {
        connection.session().startTransaction();
        orders.insertOne(new Document());
        cluster.next("abortTransaction", Fault.error(251));
        lease.close();

        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isEqualTo(lease.id());
        }
    }

    /** The driver repeats it once. */
    private static void dropAborts() {
        cluster.next("abortTransaction", Fault.drop());
        cluster.next("abortTransaction", Fault.drop());
    }

    private void isReplaced() {
        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
            next.connection().collection("others").insertOne(new Document());
        }
        assertThat(pool.getMetrics().inUse()).isZero();
    }

    /** But for the pool's own. */
    private static List<String> commands() {
        return cluster.commands().stream()
                .map(Seen::name)
                .filter(name -> !name.equals("ping"))
                .toList();
    }

    /** Of a cursor that has more. */
    private static BsonDocument leaveOpen(Fault.Service service) {
        BsonDocument reply = service.serve();
        reply.getDocument("cursor").put("id", new BsonInt64(CURSOR));
        return reply;
    }

    private static long closed() {
        return cluster.commands("killCursors")
                .get(0)
                .body()
                .getArray("cursors")
                .get(0)
                .asInt64()
                .getValue();
    }
}
