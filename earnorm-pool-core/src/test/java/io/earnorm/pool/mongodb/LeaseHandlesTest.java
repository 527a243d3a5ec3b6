package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What one lease hands out, and that it ends with the lease. */
class LeaseHandlesTest {

    private static MongoServer server;
    private static MongoClient client;

    private final MongoSlot slot =
            new MongoSlot(SharedClient.ofApplication(client).seat(1), "shop", Duration.ZERO);
    private MongoConnection lease;

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void lease() {
        client.getDatabase("shop").drop();
        lease = slot.lease();
        server.forgetCommands();
    }

    @Test
    void makingAHandleAsksTheServerNothing() {
        lease.database();
        lease.collection("orders");
        lease.session();
        lease.client();
        slot.end();
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void createsReadsUpdatesAndDeletes() {
        MongoCollection<Document> orders = lease.collection("orders");
        orders.insertOne(new Document("_id", 1).append("total", 10));
        orders.updateOne(Filters.eq(1), new Document("$inc", new Document("total", 5)));
        assertThat(orders.find(Filters.eq(1)).first()).containsEntry("total", 15);
        assertThat(orders.deleteOne(Filters.eq(1)).getDeletedCount()).isOne();
        assertThat(orders.countDocuments()).isZero();
    }

    @Test
    void mapsDocumentsToTypes() {
        lease.collection("orders", Order.class).insertOne(new Order(7, "tea"));
        assertThat(lease.collection("orders", Order.class).find().first()).isEqualTo(new Order(7, "tea"));
    }

    @Test
    void refusesEachKindOfObjectAfterTheLeaseHasEnded() {
        insert(3);
        MongoDatabase database = lease.database();
        MongoCollection<Document> orders = lease.collection("orders");
        MongoCollection<Order> typed = lease.collection("orders", Order.class);
        MongoCollection<Document> derived = orders.withReadPreference(orders.getReadPreference());
        FindIterable<Document> query = orders.find().limit(2);
        MongoIterable<Integer> mapped = query.map(order -> order.getInteger("_id"));
        MongoCursor<Document> cursor = orders.find().batchSize(1).cursor();
        Spliterator<Document> spliterator = orders.find().spliterator();
        MongoClient shared = lease.client();
        MongoDatabase other = shared.getDatabase("other");
        ClientSession session = lease.session();
        ClientSession second = shared.startSession();

        slot.end();

        for (Executable use : List.<Executable>of(
                database::getName,
                () -> database.getCollection("orders"),
                orders::countDocuments,
                typed::countDocuments,
                derived::countDocuments,
                query::first,
                () -> query.limit(1),
                () -> query.into(new ArrayList<>()),
                () -> query.forEach(order -> {}),
                mapped::first,
                cursor::hasNext,
                cursor::next,
                () -> spliterator.tryAdvance(order -> {}),
                () -> shared.getDatabase("shop"),
                shared::getClusterDescription,
                () -> other.runCommand(new Document("ping", 1)),
                session::startTransaction,
                second::startTransaction,
                () -> lease.database(),
                () -> lease.collection("orders"),
                () -> lease.collection("orders", Order.class),
                () -> lease.session(),
                () -> lease.client(),
                () -> lease.inTransaction(connection -> 1))) {
            assertThatThrownBy(use::execute)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lease has ended");
        }
    }

    @Test
    void closesCursorsThatWereLeftOpen() {
        insert(3);
        MongoCursor<Document> left =
                lease.collection("orders").find().batchSize(1).cursor();
        left.next();
        slot.end();
        assertThat(server.commands("killCursors")).hasSize(1);
        assertThatCode(left::close).doesNotThrowAnyException();
    }

    @Test
    void remembersNoCursorThatWasClosedOrExhausted() {
        insert(3);
        for (Document order : lease.collection("orders").find().batchSize(2)) {
            assertThat(order).isNotEmpty();
        }
        try (MongoCursor<Document> closed =
                lease.collection("orders").find().batchSize(1).cursor()) {
            closed.next();
        }
        assertThat(server.commands("killCursors")).hasSize(1);
        slot.end();
        assertThat(server.commands("killCursors")).hasSize(1);
    }

    @Test
    void iteratesAsAStream() {
        insert(5);
        FindIterable<Document> query = lease.collection("orders").find().sort(Sorts.descending("_id"));
        assertThat(StreamSupport.stream(query.spliterator(), false).map(order -> order.getInteger("_id")))
                .containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void keepsTheClientOpenWhenALeaseClosesIt() {
        lease.client().close();
        assertThat(lease.client().getDatabase("shop").runCommand(new Document("ping", 1)))
                .containsEntry("ok", 1.0);
    }

    @Test
    void throwsWhatTheDriverThrows() {
        insert(1);
        assertThatThrownBy(() -> insert(1)).hasMessageContaining("E11000");
        assertThatThrownBy(() -> lease.collection("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void handlesAreEqualToThemselvesOnly() {
        MongoCollection<Document> orders = lease.collection("orders");
        assertThat(orders).isEqualTo(orders).isNotEqualTo(lease.collection("orders"));
        assertThat(orders).hasSameHashCodeAs(orders);
        assertThat(orders.toString()).startsWith("Leased ");
        assertThat(lease.database()).isSameAs(lease.database());
    }

    @Test
    void givesTheNextLeaseHandlesOfItsOwn() {
        MongoDatabase before = lease.database();
        MongoConnection next = slot.lease();
        assertThat(next.database()).isNotSameAs(before);
        assertThatThrownBy(before::getName).hasMessageContaining("lease has ended");
        assertThat(next.database().getName()).isEqualTo("shop");
    }

    private void insert(int orders) {
        lease.collection("orders")
                .insertMany(IntStream.range(0, orders)
                        .mapToObj(id -> new Document("_id", id))
                        .toList());
    }

    /** Public, so that the driver can read it. */
    public record Order(int id, String item) {}
}
