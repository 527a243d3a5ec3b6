package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.TestThreads;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lease has left open costs nobody more than a validation, whatever the server does. */
class LeaseEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WireCluster cluster = WireCluster.of(1);
    private final TestThreads threads = new TestThreads();
    private final MongoPool pool = MongoPool.create(
            PoolOptions.builder()
                    .uri(cluster.uri("shop"))
                    .config(PoolConfig.builder()
                            .maxSize(1)
                            .connectionTimeout(PATIENCE)
                            .validationTimeout(Duration.ofMillis(200))
                            .initializationFailTimeout(PATIENCE)
                            .build())
                    .build(),
            QuickLooks::apply);

    @AfterEach
    void stop() throws InterruptedException {
        cluster.member(0).thaw();
        pool.close(Duration.ZERO);
        cluster.close();
        threads.close();
    }

    @Test
    void aFrozenServerDoesNotHoldUpWhoeverLeavesATransactionOpen() {
        Lease<MongoConnection> lease = inTransaction();
        cluster.member(0).freeze();
        endsAlone(lease::close);

        cluster.member(0).thaw();
        isReplacedAfter(lease);
        awaitAbort();
        assertThat(cluster.documents("shop.orders")).isEmpty();
    }

    @Test
    void norDoesItWhereTheConnectionIsThrownAway() {
        Lease<MongoConnection> lease = inTransaction();
        cluster.member(0).freeze();
        endsAlone(lease::invalidate);

        cluster.member(0).thaw();
        isReplacedAfter(lease);
        awaitAbort();
    }

    @Test
    void anAbortThatTakesLongGoesOnAlone() {
        Gate slowness = new Gate();
        Lease<MongoConnection> lease = inTransaction();
        cluster.next("abortTransaction", Fault.waitFor(slowness));
        endsAlone(lease::close);

        slowness.awaitArrival();
        isReplacedAfter(lease);
        slowness.open();
    }

    @Test
    void aCursorThatCannotBeClosedIsLeftToItself() {
        Gate slowness = new Gate();
        Lease<MongoConnection> lease = pool.acquire();
        cluster.next("find", LeaseEndTest::withMore);
        lease.connection().collection("orders").find().cursor();
        cluster.next("killCursors", Fault.waitFor(slowness));
        endsAlone(lease::close);

        isReplacedAfter(lease);
        slowness.open();
    }

    @Test
    void anInterruptedHolderAbortsItsTransactionAllTheSame() {
        Lease<MongoConnection> lease = inTransaction();
        Thread.currentThread().interrupt();
        lease.close();

        assertThat(Thread.interrupted()).isTrue();
        awaitAbort();
    }

    private Lease<MongoConnection> inTransaction() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session().startTransaction();
        lease.connection().collection("orders").insertOne(new Document());
        return lease;
    }

    /** While nobody answers: in a third of the time that the driver would wait. */
    private void endsAlone(Runnable end) {
        threads.start(() -> {
                    end.run();
                    return true;
                })
                .result();
    }

    private void isReplacedAfter(Lease<MongoConnection> lease) {
        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
            assertThat(next.connection().session().hasActiveTransaction()).isFalse();
        }
    }

    private void awaitAbort() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !cluster.commands("abortTransaction").isEmpty());
    }

    private static BsonDocument withMore(Fault.Service service) {
        BsonDocument reply = service.serve();
        reply.getDocument("cursor").put("id", new BsonInt64(1));
        return reply;
    }
}
