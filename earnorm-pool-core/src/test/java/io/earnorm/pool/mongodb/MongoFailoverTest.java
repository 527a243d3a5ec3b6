package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.Task;
import io.earnorm.pool.testing.TestThreads;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Eight writers while a replica set of three changes its primary: they wait, and nothing fails, is lost, or is done twice. */
class MongoFailoverTest {

    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WireCluster cluster = WireCluster.of(3);
    private final TestThreads threads = new TestThreads();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final List<Task<Integer>> writers = new ArrayList<>();
    private final MongoPool pool = MongoPool.create(options(PATIENCE), QuickLooks::apply);

    @AfterEach
    void stop() throws InterruptedException {
        ended.set(true);
        pool.close(Duration.ZERO);
        cluster.close();
        threads.close();
    }

    @Test
    void aPrimaryThatStepsDownCostsWaiting() {
        startWriters();
        cluster.stepDown();
        await(() -> cluster.commands("insert").size() > written.size()); // They have met it.
        cluster.elect(1);
        nothingFailsAfter(1);
    }

    @Test
    void aPrimaryThatDiesCostsWaiting() {
        startWriters();
        cluster.member(0).kill();
        cluster.stepDown();
        await(() -> pool.getSockets().orElseThrow().cleared() > 0);
        cluster.elect(2);
        nothingFailsAfter(2);
        assertThat(pool.checkHealth().details()).containsEntry("members", "2 of 3 answer");
    }

    @Test
    void connectionsThatBreakCostNothingThatTheUserSees() {
        startWriters();
        for (int broken = 1; broken <= 3; broken++) {
            long before = pool.getSockets().orElseThrow().cleared();
            cluster.next("insert", broken % 2 == 0 ? Fault.drop() : Fault.loseAnswer());
            await(() -> pool.getSockets().orElseThrow().cleared() > before);
            awaitWrites(); // The driver repeats what fails once: two such events at a time may show.
        }
        nothingFailsAfter(0);
    }

    @Test
    void anElectionThatTakesLongerThanTheDeadlineFailsAtTheDeadline() {
        Duration deadline = Duration.ofMillis(700);
        try (MongoPool hasty = MongoPool.create(options(deadline))) {
            hasty.init();
            cluster.stepDown();
            long start = System.nanoTime();
            Throwable failure = catchThrowable(() ->
                    hasty.run(connection -> connection.collection("orders").insertOne(new Document())));
            assertThat(failure).isInstanceOf(MongoException.class);
            // Once to be refused by the old primary, and then the wait; the rest is for busy machines.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(deadline.minusMillis(50))
                    .isLessThan(deadline.plusSeconds(5));
        }
    }

    /** One address without {@code replicaSet} is a direct connection: the driver asks whatever is there, and waits for nobody. */
    @Test
    void aDirectConnectionIsRefusedUntilItsMemberIsPrimaryAgain() {
        String one = "mongodb://%s/shop".formatted(cluster.hosts().split(",")[0]);
        PoolOptions direct = PoolOptions.builder()
                .uri(one)
                .config(options(PATIENCE).config())
                .build();
        try (MongoPool lonely = MongoPool.create(direct, QuickLooks::apply)) {
            lonely.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1)));
            cluster.stepDown();
            assertThatThrownBy(() -> lonely.run(
                            connection -> connection.collection("orders").insertOne(new Document("_id", 2))))
                    .isInstanceOf(MongoNotPrimaryException.class);
            cluster.elect(0);
            lonely.run(connection -> connection.collection("orders").insertOne(new Document("_id", 3)));
        }
        assertThat(cluster.documents("shop.orders"))
                .extracting(MongoFailoverTest::id)
                .containsExactly(1, 3);
    }

    private void startWriters() {
        pool.init();
        Gate sockets = new Gate();
        for (int i = 0; i < WRITERS; i++) {
            cluster.next("insert", Fault.waitFor(sockets));
            writers.add(threads.start(this::write));
        }
        for (int i = 0; i < WRITERS; i++) {
            sockets.awaitArrival(); // Each has a socket: the driver does not repeat what fails while it opens one.
        }
        sockets.open();
        awaitWrites();
    }

    private void awaitWrites() {
        int before = written.size();
        await(() -> written.size() >= before + 5 * WRITERS);
    }

    private int write() {
        int count = 0;
        while (!ended.get()) {
            int id = next.incrementAndGet();
            try {
                pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", id)));
                written.add(id);
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
            count++;
        }
        return count;
    }

    private void nothingFailsAfter(int primary) {
        awaitWrites();
        ended.set(true);
        assertThat(writers).allSatisfy(writer -> assertThat(writer.result()).isPositive());
        assertThat(failures).isEmpty();
        assertThat(cluster.documents("shop.orders"))
                .extracting(MongoFailoverTest::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(cluster.commands("insert")
                        .get(cluster.commands("insert").size() - 1)
                        .node())
                .isEqualTo(primary);
        assertThat(pool.getStatistics().acquireFailures()).isEmpty();
    }

    private static int id(BsonDocument order) {
        return order.getInt32("_id").getValue();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
    }

    private PoolOptions options(Duration connectionTimeout) {
        return PoolOptions.builder()
                .uri(cluster.uri("shop"))
                .config(PoolConfig.builder()
                        .maxSize(WRITERS)
                        .connectionTimeout(connectionTimeout)
                        .initializationFailTimeout(PATIENCE)
                        .build())
                .build();
    }
}
