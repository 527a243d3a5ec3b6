package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.mongo.Command;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One lease in the hands of several threads: one after the other is fine, two at once is not. */
class LeaseThreadsTest {

    private static MongoServer server;
    private static MongoClient client;

    private final ExecutorService other = Executors.newSingleThreadExecutor(task -> new Thread(task, "other"));
    private final Gate slowness = new Gate();
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
        lease.collection("orders")
                .insertMany(IntStream.range(0, 3)
                        .mapToObj(id -> new Document("_id", id))
                        .toList());
        server.forgetCommands();
    }

    @AfterEach
    void end() throws InterruptedException {
        slowness.open();
        other.shutdown();
        assertThat(other.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesACallWhileAnotherThreadIsInTheMiddleOfOneAndNamesBoth() {
        MongoCollection<Document> orders = lease.collection("orders");
        CompletableFuture<Object> slow = slowQuery();

        assertThatThrownBy(orders::countDocuments)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "Thread '%s' called countDocuments()",
                        Thread.currentThread().getName())
                .hasMessageContaining("while thread 'other' was using the same lease");
        assertThatThrownBy(lease::session).hasMessageContaining("called session()");
        assertThatThrownBy(() -> lease.inTransaction(connection -> 1)).hasMessageContaining("called inTransaction()");

        slowness.open();
        assertThat(slow.join()).isEqualTo(0);
        assertThat(orders.countDocuments()).isEqualTo(3);
    }

    @Test
    void mayBeHandedOnBetweenCalls() {
        ClientSession session = lease.session();
        MongoCollection<Document> orders = lease.collection("orders");
        long count = elsewhere(orders::countDocuments);
        assertThat(count).isEqualTo(3);
        session.startTransaction();
        elsewhere(() -> orders.insertOne(new Document("_id", 3)));
        session.commitTransaction();
        assertThat(server.commands("insert")).singleElement().matches(Command::inTransaction);
    }

    @Test
    void mayBeHandedOnByTheWorkOfATransactionAndBackAgain() {
        lease.inTransaction(
                connection -> elsewhere(() -> connection.collection("orders").insertOne(new Document("_id", 3))));
        lease.session()
                .withTransaction(
                        () -> elsewhere(() -> lease.collection("orders").insertOne(new Document("_id", 4))));
        assertThat(server.commands("insert")).hasSize(2).allMatch(Command::inTransaction);
        assertThat(server.commands("commitTransaction")).hasSize(2);
    }

    @Test
    void mayBeHandedOnBetweenTheResultsOfAQuery() {
        List<Object> seen = new ArrayList<>();
        MongoCollection<Document> orders = lease.collection("orders");
        orders.find().forEach(order -> elsewhere(() -> seen.add(order.get("_id"))));
        orders.find().iterator().forEachRemaining(order -> seen.add(elsewhere(orders::countDocuments)));
        assertThat(seen).containsExactly(0, 1, 2, 3L, 3L, 3L);
    }

    @Test
    void refusesToCommitWhileAnotherThreadIsStillAtWork() {
        assertThatThrownBy(() -> lease.inTransaction(connection -> slowQuery()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while thread 'other' was using the same lease");
        assertThat(server.commands("commitTransaction")).isEmpty();
    }

    @Test
    void givesNobodyTheSessionOfALeaseThatEndsInTheMiddleOfACall() {
        lease.session();
        lease.collection("orders").countDocuments();
        slowQuery();
        assertThat(slot.end()).isTrue();

        MongoConnection next = slot.lease();
        next.session();
        next.collection("orders").countDocuments();
        assertThat(server.commands("aggregate")).extracting(Command::session).doesNotHaveDuplicates();
    }

    /** On the other thread; it is in the middle of a call when this returns, until it may go on. */
    private CompletableFuture<Object> slowQuery() {
        CompletableFuture<Object> result = CompletableFuture.supplyAsync(
                () -> lease.collection("orders").find().map(this::slowly).first(), other);
        slowness.awaitArrival();
        return result;
    }

    private Object slowly(Document order) {
        slowness.passDeaf();
        return order.get("_id");
    }

    private <T> T elsewhere(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, other).join();
    }
}
