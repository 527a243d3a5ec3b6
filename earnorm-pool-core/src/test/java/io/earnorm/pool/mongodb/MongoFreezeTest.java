package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.Task;
import io.earnorm.pool.testing.TestThreads;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.Fault;
import io.earnorm.pool.testing.mongo.wire.Member;
import io.earnorm.pool.testing.mongo.wire.Seen;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that accepts everything and says nothing: health tells, long before the wait for an answer is over. */
class MongoFreezeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration VALIDATION = Duration.ofMillis(400);
    /** What a busy machine may add. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final WireCluster cluster = WireCluster.of(3);
    private final TestThreads threads = new TestThreads();
    private final MongoPool pool = pool("", Duration.ofSeconds(10));

    @BeforeEach
    void start() {
        insert(pool);
    }

    @AfterEach
    void stop() throws InterruptedException {
        pool.close(Duration.ZERO);
        cluster.close();
        threads.close();
    }

    @Test
    void showsWithinTheValidationTimeoutWhileTheConnectionIsIdle() {
        cluster.member(0).freeze();
        isDownInTime();

        cluster.member(0).thaw();
        becomesUp();
    }

    @Test
    void showsWithinTheValidationTimeoutWhileEveryConnectionWaitsForAnAnswer() {
        cluster.member(0).freeze();
        Task<Long> victim = threads.start(
                () -> pool.execute(connection -> connection.collection("orders").countDocuments()));
        Awaitility.await().atMost(PATIENCE).until(() -> pool.getMetrics().inUse() == 1);
        PoolHealth health = isDownInTime();
        assertThat(health.reason()).contains("no connection is idle, and MongoDB does not answer");

        cluster.member(0).thaw();
        assertThat(victim.result()).isOne();
        becomesUp();
    }

    @Test
    void isNotSuspectedWhereEveryConnectionIsOnlySlow() {
        Gate slowness = new Gate();
        cluster.next("aggregate", Fault.waitFor(slowness));
        Task<Long> slow = threads.start(
                () -> pool.execute(connection -> connection.collection("orders").countDocuments()));
        slowness.awaitArrival();
        assertThat(pool.getMetrics().idle()).isZero();
        becomesUp();
        assertThat(slow.isDone()).isFalse();

        slowness.open();
        assertThat(slow.result()).isOne();
    }

    @Test
    void isNotSuspectedWhereTheUriLeavesNoSocketToAskWith() {
        Gate slowness = new Gate();
        try (MongoPool tight = pool("&maxPoolSize=1", Duration.ofSeconds(10))) {
            insert(tight);
            cluster.next("aggregate", Fault.waitFor(slowness));
            Task<Long> slow = threads.start(() ->
                    tight.execute(connection -> connection.collection("orders").countDocuments()));
            slowness.awaitArrival();
            assertThat(tight.checkHealth().up()).isTrue();

            slowness.open();
            assertThat(slow.result()).isEqualTo(2);
        }
    }

    @Test
    void showsAtTheDriversHeartbeatWhereThereMayBeNoSocketToAskWith() {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(cluster.uri("shop")));
        quickHeartbeats(settings);
        try (MongoClient client = MongoClients.create(settings.build());
                MongoPool onTheClient = MongoPool.create(options("", PATIENCE), client);
                MongoPool tight =
                        MongoPool.create(options("&maxPoolSize=1", PATIENCE), MongoFreezeTest::quickHeartbeats);
                Lease<MongoConnection> one = onTheClient.acquire();
                Lease<MongoConnection> other = tight.acquire()) {
            for (MongoPool busy : List.of(onTheClient, tight)) {
                assertThat(busy.checkHealth().up()).isTrue();
            }
            cluster.members().forEach(Member::freeze);
            for (MongoPool busy : List.of(onTheClient, tight)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> !busy.checkHealth().up());
                assertThat(busy.checkHealth().reason()).contains("no connection is idle, and no member answered");
            }
            cluster.members().forEach(Member::thaw);
            for (MongoPool busy : List.of(onTheClient, tight)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> busy.checkHealth().up());
            }
        }
    }

    private static void quickHeartbeats(MongoClientSettings.Builder settings) {
        QuickLooks.apply(settings);
        settings.applyToServerSettings(server -> server.heartbeatFrequency(100, MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(300, MILLISECONDS));
    }

    @Test
    void isLeftBehindAsSoonAsThereIsAnotherPrimary() {
        try (MongoPool other = pool("&heartbeatFrequencyMS=500", Duration.ofSeconds(1))) {
            insert(other);
            cluster.member(0).freeze();
            assertThat(other.checkHealth().up()).isFalse();
            cluster.elect(1);

            Awaitility.await().atMost(PATIENCE).until(() -> other.checkHealth().up());
            insert(other);
            assertThat(cluster.commands("insert"))
                    .extracting(Seen::node)
                    .endsWith(1)
                    .doesNotContain(2);
        }
    }

    private MongoPool pool(String more, Duration connectTimeout) {
        return MongoPool.create(options(more, connectTimeout), QuickLooks::apply);
    }

    private PoolOptions options(String more, Duration connectTimeout) {
        return PoolOptions.builder()
                .uri(cluster.uri("shop") + more)
                .config(PoolConfig.builder()
                        .maxSize(1)
                        .connectionTimeout(PATIENCE)
                        .connectTimeout(connectTimeout)
                        .validationTimeout(VALIDATION)
                        .initializationFailTimeout(PATIENCE)
                        .drainTimeout(Duration.ZERO)
                        .build())
                .build();
    }

    private static void insert(MongoPool pool) {
        pool.run(connection -> connection.collection("orders").insertOne(new Document()));
    }

    private PoolHealth isDownInTime() {
        long start = System.nanoTime();
        PoolHealth health = pool.checkHealth();
        assertThat(health.up()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(VALIDATION.plus(TOLERANCE));
        return health;
    }

    private void becomesUp() {
        Awaitility.await().atMost(PATIENCE).until(() -> pool.checkHealth().up());
    }
}
