package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Updates;
import io.earnorm.pool.testing.mongo.Command;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.mongo.QuickLooks;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions and transactions of a lease, as the server sees them. */
class LeaseSessionTest {

    private final MongoServer server = MongoServer.start();
    private final MongoClient client = client(server);
    private final MongoSlot slot =
            new MongoSlot(SharedClient.ofApplication(client).seat(1), "shop", Duration.ZERO);
    private MongoConnection lease;

    @BeforeEach
    void lease() {
        lease = slot.lease();
        lease.collection("orders").insertOne(new Document("_id", 0));
        server.forgetCommands();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static MongoClient client(MongoServer server) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(
                        server.uri() + "/?serverSelectionTimeoutMS=20000&retryWrites=false&retryReads=false"));
        QuickLooks.apply(settings);
        return MongoClients.create(settings.build());
    }

    @Test
    void isMadeOnFirstUseAndTheSameUntilItIsClosed() {
        ClientSession session = lease.session();
        assertThat(lease.session()).isSameAs(session);
        assertThat(session.isCausallyConsistent()).isTrue();

        session.close();
        assertThat(lease.session()).isNotSameAs(session);
    }

    @Test
    void isJoinedByEveryOperationOnceItHasBegun() {
        lease.collection("orders").countDocuments();
        ClientSession session = lease.session();
        String id = session.getServerSession()
                .getIdentifier()
                .getBinary("id")
                .asUuid()
                .toString();

        lease.collection("orders").countDocuments();
        lease.client().getDatabase("other").getCollection("x").countDocuments();
        assertThat(server.commands("aggregate").stream().skip(1))
                .hasSize(2)
                .allSatisfy(command -> assertThat(command.session()).contains(id));
    }

    @Test
    void isJoinedByOperationsOfACollectionThatIsOlder() {
        MongoCollection<Document> orders = lease.collection("orders");
        lease.session().startTransaction();
        orders.insertOne(new Document("_id", 1));
        assertThat(server.commands("insert")).singleElement().matches(Command::inTransaction);
    }

    @Test
    void isJoinedByQueriesThatWereDescribedBefore() {
        FindIterable<Document> query = lease.collection("orders").find().filter(Filters.eq("_id", 0));
        MongoIterable<Integer> mapped = query.map(order -> order.getInteger("_id"));
        lease.session().startTransaction();

        assertThat(query.limit(1).first()).containsEntry("_id", 0);
        assertThat(mapped.into(new ArrayList<>())).containsExactly(0);
        assertThat(server.commands("find")).hasSize(2).allMatch(Command::inTransaction);
    }

    @Test
    void isLeftByQueriesThatWereDescribedInIt() {
        ClientSession session = lease.session();
        FindIterable<Document> query = lease.collection("orders").find();
        session.close();

        assertThat(query.first()).containsEntry("_id", 0);
    }

    @Test
    void putsEveryOperationOfATransactionIntoIt() {
        int result = lease.inTransaction(connection -> {
            MongoCollection<Document> orders = connection.collection("orders");
            orders.insertOne(new Document("_id", 1));
            orders.insertMany(List.of(new Document("_id", 2)));
            orders.bulkWrite(List.of(new InsertOneModel<>(new Document("_id", 3))));
            orders.updateOne(Filters.eq(1), Updates.set("paid", true));
            orders.replaceOne(Filters.eq(2), new Document("paid", true));
            orders.deleteOne(Filters.eq(3));
            orders.findOneAndUpdate(Filters.eq(1), Updates.set("sent", true));
            orders.countDocuments();
            orders.distinct("paid", Boolean.class).first();
            orders.find().first();
            orders.aggregate(List.of(Aggregates.limit(1))).first();
            connection.database().runCommand(new Document("ping", 1));
            connection.client().getDatabase("other").getCollection("log").insertOne(new Document());
            connection.session().getServerSession();
            return 42;
        });

        assertThat(result).isEqualTo(42);
        List<Command> commands = server.commands();
        assertThat(commands).hasSizeGreaterThan(13).allMatch(Command::inTransaction);
        assertThat(commands)
                .extracting(Command::session)
                .doesNotContainNull()
                .containsOnly(commands.get(0).session());
        assertThat(commands).extracting(Command::transaction).containsOnly(1L);
        assertThat(commands.get(0).startsTransaction()).isTrue();
        assertThat(commands.stream().skip(1)).noneMatch(Command::startsTransaction);
        assertThat(commands.get(commands.size() - 1).name()).isEqualTo("commitTransaction");
    }

    @Test
    void putsWhatOtherLibrariesDoWithTheDatabaseIntoTheTransaction() {
        lease.inTransaction(connection -> GridFSBuckets.create(connection.database())
                .uploadFromStream("bill.txt", new ByteArrayInputStream(new byte[] {1, 2, 3})));
        assertThat(server.commands("insert")).hasSize(2).allMatch(Command::inTransaction);
    }

    @Test
    void passesASessionThatIsNamedExplicitly() {
        lease.collection("orders").insertOne(lease.session(), new Document("_id", 1));
        try (ClientSession second = lease.client().startSession()) {
            second.startTransaction();
            lease.collection("orders").insertOne(second, new Document("_id", 2));
            lease.collection("orders").insertOne(new Document("_id", 3));
            second.commitTransaction();
        }
        assertThat(server.commands("insert")).extracting(Command::inTransaction).containsExactly(false, true, false);
    }

    @Test
    void abortsTheTransactionWhenItsWorkFails() {
        assertThatThrownBy(() -> lease.inTransaction(connection -> {
                    connection.collection("orders").insertOne(new Document("_id", 1));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.commands()).extracting(Command::name).containsExactly("insert", "abortTransaction");
    }

    @Test
    void repeatsTheWorkWhenTheServerSaysThatThisHelps() {
        server.failNext("insert", 112, "write conflict", MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        lease.inTransaction(connection -> connection.collection("orders").insertOne(new Document("_id", 1)));
        assertThat(server.commands())
                .extracting(Command::name)
                .containsExactly("insert", "abortTransaction", "insert", "commitTransaction");
    }

    @Test
    void refusesToNestTransactionsAndGoesOnWithTheOuterOne() {
        lease.inTransaction(outer -> {
            outer.collection("orders").insertOne(new Document("_id", 1));
            assertThatThrownBy(() -> outer.inTransaction(inner -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("do not nest");
            assertThatThrownBy(() -> outer.session().withTransaction(() -> 1)).hasMessageContaining("do not nest");
            return outer.collection("orders").insertOne(new Document("_id", 2));
        });
        assertThat(server.commands())
                .extracting(Command::name)
                .containsExactly("insert", "insert", "commitTransaction");
        assertThat(server.commands()).allMatch(Command::inTransaction);
    }

    @Test
    void refusesWhatCannotJoinWhileATransactionIsOpen() {
        lease.inTransaction(connection -> {
            assertThatThrownBy(() -> connection.collection("orders").estimatedDocumentCount())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("estimatedDocumentCount() cannot join a transaction");
            assertThat(connection.collection("orders").getNamespace().getFullName())
                    .isEqualTo("shop.orders");
            return 1;
        });
        assertThat(lease.collection("orders").estimatedDocumentCount()).isOne();
    }

    @Test
    void abortsATransactionThatIsOpenAtTheEndOfTheLease() {
        lease.session().startTransaction();
        lease.collection("orders").insertOne(new Document("_id", 1));

        assertThat(slot.end()).isFalse();
        assertThat(server.commands()).extracting(Command::name).containsExactly("insert", "abortTransaction");
    }

    @Test
    void isNeverSeenByTheNextLease() {
        lease.session();
        lease.collection("orders").countDocuments();
        ClientSession before = lease.session();
        before.advanceOperationTime(new BsonTimestamp(42)); // As a server does that knows time.

        MongoConnection next = slot.lease();
        next.collection("orders").countDocuments();
        assertThat(next.session()).isNotSameAs(before);
        assertThat(next.session().getOperationTime()).isNull();
    }

    @Test
    void endsWithTheLeaseAlsoWhenItIsUsedByAnotherLease() {
        ClientSession session = lease.session();
        MongoConnection other =
                new MongoSlot(SharedClient.ofApplication(client).seat(1), "shop", Duration.ZERO).lease();
        slot.end();
        assertThatThrownBy(() -> other.collection("orders").insertOne(session, new Document("_id", 1)))
                .hasMessageContaining("lease has ended");
        assertThatCode(session::close).doesNotThrowAnyException();
    }

    @Test
    void isReportedWhenANetworkErrorLeftItInAnUnknownState() {
        lease.session();
        lease.collection("orders").countDocuments();
        server.dropConnectionsAt("aggregate");
        assertThatThrownBy(() -> lease.collection("orders").countDocuments()).isInstanceOf(MongoException.class);
        server.failNoMore();

        assertThat(slot.end()).isTrue();
        assertThat(slot.lease().collection("orders").countDocuments()).isOne();
    }

    @Test
    void isAbandonedWithoutWaitingWhenTheServerIsGone() {
        lease.session().startTransaction();
        lease.collection("orders").insertOne(new Document("_id", 1));
        server.kill();
        assertThatThrownBy(() -> lease.collection("orders").insertOne(new Document("_id", 2)))
                .isInstanceOf(MongoException.class);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(slot.end()).isTrue());
    }
}
