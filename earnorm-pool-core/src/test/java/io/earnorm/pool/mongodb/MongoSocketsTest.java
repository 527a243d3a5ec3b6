package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.Task;
import io.earnorm.pool.testing.TestThreads;
import io.earnorm.pool.testing.mongo.ClosedClient;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver's sockets: what the pool tells of them, and that there are enough when the pool has grown. */
class MongoSocketsTest {

    private final WireCluster cluster = WireCluster.of(1);
    private final TestThreads threads = new TestThreads();
    private final Gate slowness = new Gate();
    private final MongoPool pool = MongoPool.create(options("").build());

    @AfterEach
    void stop() throws InterruptedException {
        slowness.open();
        pool.close(Duration.ZERO);
        cluster.close();
        threads.close();
    }

    @Test
    void areCountedAsTheDriverTells() {
        assertThat(pool.getSockets()).contains(new SocketMetrics(0, 0, 0, 0, 0));
        Task<Long> one = slowCount(pool);
        SocketMetrics busy = pool.getSockets().orElseThrow();
        assertThat(busy.checkedOut()).isOne();
        assertThat(busy.open()).isPositive();
        assertThat(pool.getStatistics().resources().sockets()).isEqualTo(busy.open());
        assertThat(pool.checkHealth().details())
                .hasEntrySatisfying("sockets", text -> assertThat(text).endsWith("checked out"));

        slowness.open();
        one.result();
        await().until(() -> pool.getSockets().orElseThrow().checkedOut() == 0);
        assertThat(pool.getSockets().orElseThrow().cleared()).isZero();

        cluster.member(0).dropConnections();
        await().until(() -> pool.getSockets().orElseThrow().cleared() > 0);
    }

    @Test
    void areGoneWithThePool() {
        pool.run(connection -> connection.collection("orders").insertOne(new Document()));
        pool.close();
        await().until(() -> pool.getSockets().orElseThrow().open() == 0);
        ClosedClient.awaitNoSockets(cluster::connections);
    }

    @Test
    void areGoneWhileThePoolIsQuiescedAndWhatCameFromItsClientIsUsableAfterwards() {
        MongoCollection<Document> kept = pool.client()
                .getDatabase("shop")
                .getCollection("orders")
                .withReadPreference(ReadPreference.primaryPreferred());
        kept.insertOne(new Document());
        pool.run(connection -> connection.collection("orders").countDocuments());
        pool.suspend();
        pool.clear();
        await().until(pool::quiesce);
        await().until(() -> cluster.connections() == 0);
        assertThat(pool.getSockets().orElseThrow().open()).isZero();

        pool.resume();
        assertThat(kept.countDocuments()).isOne();
        long count = pool.execute(connection -> connection.collection("orders").countDocuments());
        assertThat(count).isOne();
    }

    @Test
    void areKeptByAPoolThatIsQuiescedWhileALeaseIsOut() {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            pool.suspend();
            pool.clear();
            assertThat(pool.quiesce()).isFalse();
            assertThat(lease.connection().collection("orders").countDocuments()).isZero();
        }
    }

    @Test
    void areTheApplicationsWhereTheClientIs() {
        try (MongoClient client = MongoClients.create(cluster.uri("shop"));
                MongoPool shared =
                        MongoPool.create(PoolOptions.builder().database("shop").build(), client)) {
            shared.run(connection -> connection.collection("orders").insertOne(new Document()));
            assertThat(shared.getSockets()).isEmpty();
            assertThat(shared.getStatistics().resources().sockets()).isOne();
        }
    }

    @Test
    void areEnoughForEveryLeaseWhenThePoolHasGrown() {
        List<Task<Long>> slow = new ArrayList<>(List.of(slowCount(pool), slowCount(pool)));
        pool.resize(1, 5);
        for (int i = 0; i < 3; i++) {
            slow.add(slowCount(pool));
        }
        assertThat(pool.getSockets().orElseThrow().checkedOut()).isEqualTo(5);
        assertThat(pool.checkHealth().up()).isTrue();

        slowness.open();
        assertThat(slow).allSatisfy(task -> assertThat(task.result()).isZero());
    }

    @Test
    void areGivenUpWithTheSmallerClientOnceNobodyUsesIt() {
        Lease<MongoConnection> before = pool.acquire();
        before.connection().collection("orders").countDocuments();
        int sockets = cluster.connections();
        pool.resize(1, 5);
        try (Lease<MongoConnection> after = pool.acquire()) {
            after.connection().collection("orders").countDocuments();
            assertThat(cluster.connections()).isGreaterThan(sockets);
            before.connection().collection("orders").countDocuments();
            before.close();
            try (Lease<MongoConnection> moved = pool.acquire()) {
                assertThat(moved.id()).isEqualTo(before.id());
                moved.connection().collection("orders").countDocuments();
            }
            await().until(() -> {
                SocketMetrics now = pool.getSockets().orElseThrow();
                return now.open() < now.opened();
            });
        }
    }

    @Test
    void stayOpenForWhatCameFromTheClientWithoutALease() {
        MongoClient client = pool.client();
        MongoDatabase kept = client.getDatabase("shop");
        Lease<MongoConnection> before = pool.acquire();
        pool.resize(1, 5);
        pool.acquire().close();
        before.close();
        pool.acquire().close();

        assertThat(kept.runCommand(new Document("ping", 1))).containsEntry("ok", 1.0);
        assertThat(client.getDatabase("shop").runCommand(new Document("ping", 1)))
                .containsEntry("ok", 1.0);
    }

    @Test
    void areAsManyAsTheUriSaysWhateverThePoolsSizeIs() {
        AtomicInteger clients = new AtomicInteger();
        try (MongoPool fixed =
                MongoPool.create(options("&maxPoolSize=2").build(), settings -> clients.incrementAndGet())) {
            fixed.init();
            Lease<MongoConnection> first = fixed.acquire();
            fixed.resize(1, 3);
            fixed.acquire().close();
            first.close();
            assertThat(clients).hasValue(1);
        }
    }

    private Task<Long> slowCount(MongoPool pool) {
        cluster.next("aggregate", Fault.waitFor(slowness));
        Task<Long> task = threads.start(
                () -> pool.execute(connection -> connection.collection("orders").countDocuments()));
        slowness.awaitArrival();
        return task;
    }

    private PoolOptions.Builder options(String more) {
        return PoolOptions.builder()
                .uri(cluster.uri("shop") + more)
                .config(PoolConfig.builder()
                        .maxSize(2)
                        .initializationFailTimeout(Duration.ofSeconds(30))
                        .build());
    }
}
