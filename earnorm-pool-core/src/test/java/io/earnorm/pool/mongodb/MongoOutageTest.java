package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.mongo.QuickLooks;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pool does when its server is killed, freezes, or comes back. */
class MongoOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HASTE = Duration.ofMillis(300);

    private final MongoServer server = MongoServer.start();
    private final MongoPool pool = pool(config());

    @AfterEach
    void stop() {
        pool.close(Duration.ZERO);
        server.close();
    }

    @Test
    void failsToStartWithTheReasonWhenNothingListens() {
        server.kill();
        try (MongoPool starting = pool(config().initializationFailTimeout(HASTE))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(starting::init)
                            .isInstanceOf(ConnectionFailedException.class)
                            .hasStackTraceContaining("Connection refused"));
        }
    }

    @Test
    void servesAgainAfterAKillAndARestart() {
        insert();
        server.kill();
        assertThatThrownBy(this::insert).isInstanceOfAny(MongoException.class, PoolException.class);
        assertThat(pool.checkHealth().up()).isFalse();

        server.restart();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(this::insert);
        assertThat(pool.checkHealth().up()).isTrue();
    }

    @Test
    void doesNotLetTheNextUserPayForARestartBetweenLeases() {
        try (MongoPool careful = pool(config().validationInterval(Duration.ZERO)
                .connectionTimeout(PATIENCE)
                .validationTimeout(PATIENCE))) {
            long before = useOnce(careful);
            server.dropConnections();
            assertThat(useOnce(careful)).isEqualTo(before);
        }
    }

    @Test
    void keepsItsDeadlinesWhenTheServerHangs() {
        try (MongoPool hasty = pool(hasty())) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> insertInto(hasty));
            server.freeze();
            long start = System.nanoTime();
            Throwable failure = catchThrowable(() -> insertInto(hasty));
            assertThat(failure).isInstanceOfAny(MongoException.class, PoolException.class);
            PoolHealth health = hasty.checkHealth();
            assertThat(health.up()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);

            server.thaw();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> insertInto(hasty));
        }
    }

    @Test
    void givesNoConnectionWhenTheServerHangsFromTheStart() {
        server.freeze();
        try (MongoPool lazy = pool(hasty().initializationFailTimeout(Duration.ofMillis(-1)))) {
            assertThatThrownBy(lazy::acquire).isInstanceOf(PoolTimeoutException.class);
        }
    }

    @Test
    void refusesAtOnceWhileTheBreakerIsOpenAndRecoversByItself() {
        Resilience resilience = Resilience.builder()
                .name("orders")
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .minimumCalls(1)
                        .slidingWindowSize(1)
                        .build())
                .build();
        try (MongoPool guarded =
                MongoPool.create(options(config()).resilience(resilience).build(), QuickLooks::apply)) {
            insertInto(guarded);
            server.kill();
            assertThatThrownBy(() -> insertInto(guarded)).isInstanceOfAny(MongoException.class, PoolException.class);
            assertThatThrownBy(guarded::acquire).isInstanceOf(PoolUnavailableException.class);

            server.restart();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> insertInto(guarded));
        }
    }

    @Test
    void replacesAConnectionThatMetAServerThatIsNoPrimaryAnyMore() {
        Lease<MongoConnection> first = pool.acquire();
        long id = first.id();
        first.close();
        server.failNext("insert", 10107, "not primary");
        assertThatThrownBy(this::insert).isInstanceOf(MongoNotPrimaryException.class);
        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(id);
        }
    }

    @Test
    void repeatsIdempotentWorkOnlyWhenItIsToldTo() {
        Resilience resilience = Resilience.builder()
                .name("orders")
                .retry(RetryPolicy.builder().maxAttempts(3).build())
                .build();
        try (MongoPool retrying = MongoPool.create(
                options(config().connectionTimeout(PATIENCE))
                        .resilience(resilience)
                        .build(),
                QuickLooks::apply)) {
            server.failNext("find", 91, "shutting down");
            assertThatThrownBy(() -> retrying.execute(MongoOutageTest::findOne)).isInstanceOf(MongoException.class);
            assertThat(server.commands("find")).hasSize(1);

            server.failNext("find", 91, "shutting down");
            retrying.executeIdempotent(MongoOutageTest::findOne);
            assertThat(server.commands("find")).hasSize(3);

            server.failNext("find", 2, "bad value");
            assertThatThrownBy(() -> retrying.executeIdempotent(MongoOutageTest::findOne))
                    .isInstanceOf(MongoException.class);
            assertThat(server.commands("find")).hasSize(4);
        }
    }

    private static Optional<Document> findOne(MongoConnection connection) {
        return Optional.ofNullable(connection.collection("orders").find().first());
    }

    private void insert() {
        insertInto(pool);
    }

    private static void insertInto(MongoPool pool) {
        pool.run(connection -> connection.collection("orders").insertOne(new Document()));
    }

    private static long useOnce(MongoPool pool) {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            lease.connection().collection("orders").insertOne(new Document());
            return lease.id();
        }
    }

    private MongoPool pool(PoolConfig.Builder config) {
        return MongoPool.create(options(config).build(), QuickLooks::apply);
    }

    private PoolOptions.Builder options(PoolConfig.Builder config) {
        return PoolOptions.builder()
                .uri(server.uri("shop") + "?retryReads=false&retryWrites=false")
                .config(config.build());
    }

    private static PoolConfig.Builder hasty() {
        return config().connectionTimeout(HASTE).validationTimeout(HASTE);
    }

    private static PoolConfig.Builder config() {
        return PoolConfig.builder()
                .maxSize(1)
                .connectionTimeout(Duration.ofSeconds(2))
                .validationTimeout(Duration.ofSeconds(2))
                .initializationFailTimeout(PATIENCE)
                .drainTimeout(Duration.ZERO);
    }
}
