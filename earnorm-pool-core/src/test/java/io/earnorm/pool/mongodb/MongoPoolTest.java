package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolFactory;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.testing.mongo.ClosedClient;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.mongo.QuickLooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoPoolTest {

    private final MongoServer server = MongoServer.start();
    private final MongoPool pool = MongoPool.create(options().build(), QuickLooks::apply);

    @AfterEach
    void stop() {
        pool.close();
        server.close();
    }

    @Test
    void startsNothingBeforeItsFirstUse() {
        assertThat(pool.state()).isEqualTo(PoolState.NEW);
        assertThat(pool.name()).isEqualTo("mongodb");
        assertThat(pool.backend()).isEqualTo("mongodb");
        assertThat(pool.checkHealth().details()).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void servesReadsAndWritesOfALease() {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            MongoCollection<Document> orders = lease.connection().collection("orders");
            orders.insertOne(new Document("_id", 1).append("item", "tea"));
            assertThat(orders.find().first()).containsEntry("item", "tea");
        }
        assertThat(count()).isOne();
    }

    @Test
    void isFoundByItsName() {
        try (MongoPool found = PoolFactory.create("mongodb", options().build(), MongoPool.class)) {
            assertThat(databaseOf(found)).isEqualTo("shop");
        }
    }

    @Test
    void endsWhatALeaseHandedOutWhenItIsReturned() {
        Lease<MongoConnection> lease = pool.acquire();
        MongoCollection<Document> orders = lease.connection().collection("orders");
        ClientSession session = lease.connection().session();
        lease.close();

        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isEqualTo(lease.id());
            assertThatThrownBy(orders::countDocuments).hasMessageContaining("lease has ended");
            assertThatThrownBy(session::startTransaction).hasMessageContaining("lease has ended");
            assertThat(next.connection().session()).isNotSameAs(session);
        }
    }

    @Test
    void abortsATransactionThatALeaseLeftOpen() {
        pool.run(connection -> {
            connection.session().startTransaction();
            connection.collection("orders").insertOne(new Document("_id", 1));
        });
        assertThat(server.commands("abortTransaction"))
                .singleElement()
                .satisfies(abort -> assertThat(abort.session())
                        .isEqualTo(server.commands("insert").get(0).session()));
        assertThat(evictions()).isEmpty();
    }

    @Test
    void endsWhatALeaseHandedOutWhenItIsInvalidated() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session().startTransaction();
        MongoCollection<Document> orders = lease.connection().collection("orders");
        orders.insertOne(new Document("_id", 1));
        lease.invalidate();

        await().untilAsserted(() -> assertThatThrownBy(orders::countDocuments).hasMessageContaining("lease has ended"));
        await().untilAsserted(
                        () -> assertThat(server.commands("abortTransaction")).hasSize(1));
    }

    @Test
    void destroysAConnectionWhoseSessionIsInAnUnknownState() {
        Lease<MongoConnection> lease = pool.acquire();
        lease.connection().session();
        server.dropConnectionsAt("insert");
        assertThatThrownBy(() -> lease.connection().collection("orders").insertOne(new Document()))
                .isInstanceOf(MongoException.class);
        lease.close();

        try (Lease<MongoConnection> next = pool.acquire()) {
            assertThat(next.id()).isNotEqualTo(lease.id());
        }
    }

    @Test
    void keepsAConnectionThroughItsUsersOwnMistakes() {
        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1)));
        assertThatThrownBy(() ->
                        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1))))
                .isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("E11000");
        assertThat(count()).isOne();
        assertThat(pool.getStatistics().created()).isOne();
    }

    @Test
    void sharesOneClientBetweenAllItsConnections() {
        List<Lease<MongoConnection>> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Lease<MongoConnection> lease = pool.acquire();
            lease.connection().collection("orders").insertOne(new Document());
            leases.add(lease);
        }
        // One after the other they need one socket; two more could serve the driver's monitor.
        assertThat(server.connections()).isLessThanOrEqualTo(4);
        leases.forEach(Lease::close);
    }

    @Test
    void closesItsClientAfterTheLastConnection() {
        Lease<MongoConnection> late = pool.acquire();
        pool.close(Duration.ZERO);
        late.connection().collection("orders").insertOne(new Document("_id", 1));
        assertThat(server.connections()).isPositive();

        late.close();
        ClosedClient.awaitNoSockets(server::connections);
        assertThatThrownBy(pool::client)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void lendsItsClientWithoutALeaseAndKeepsItOpen() {
        try (MongoClient client = pool.client()) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
            assertThat(client).isEqualTo(client).hasSameHashCodeAs(client).isNotEqualTo(null);
        }
        assertThat(count()).isOne();
    }

    @Test
    void leavesTheApplicationsClientOpen() {
        try (MongoClient client = MongoClients.create(server.uri())) {
            PoolOptions options = PoolOptions.builder().database("shop").build();
            try (MongoPool shared = MongoPool.create(options, client)) {
                shared.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1)));
            }
            assertThat(client.getDatabase("shop").getCollection("orders").countDocuments())
                    .isOne();
        }
    }

    @Test
    void refusesOptionsThatHaveNoEffectOnTheApplicationsClient() {
        try (MongoClient client = MongoClients.create(server.uri())) {
            PoolOptions.Builder options = PoolOptions.builder().database("shop");
            PoolConfig extra =
                    PoolConfig.builder().extraConfig(Map.of("ssl", true)).build();
            assertThatThrownBy(() -> MongoPool.create(options.config(extra).build(), client))
                    .isInstanceOf(PoolConfigurationException.class)
                    .hasMessageStartingWith("extraConfig has no effect");
            assertThatThrownBy(() -> MongoPool.create(
                            options.config(PoolConfig.defaults())
                                    .credentials(() -> Credentials.of("ann", "secret"))
                                    .build(),
                            client))
                    .hasMessageStartingWith("credentials has no effect");
        }
    }

    @Test
    void asksForADatabase() {
        assertThatThrownBy(() ->
                        MongoPool.create(PoolOptions.builder().uri(server.uri()).build()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("database must be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "a.b", "a b", "a\"b"})
    void refusesADatabaseThatCannotBe(String name) {
        assertThatThrownBy(() -> MongoPool.create(options().database(name).build()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageStartingWith("database is '" + name + "', but MongoDB allows");
    }

    @Test
    void prefersTheOptionsDatabaseToTheUris() {
        try (MongoPool other = MongoPool.create(options().database("other").build())) {
            assertThat(databaseOf(other)).isEqualTo("other");
        }
    }

    @Test
    void tellsInItsHealthWhatTheDriverKnowsOfTheCluster() {
        pool.init();
        PoolHealth health = pool.checkHealth();
        assertThat(health.up()).isTrue();
        assertThat(health.details()).containsEntry("cluster", "STANDALONE").containsEntry("members", "1 of 1 answer");
    }

    @Test
    void letsHealthChecksUseAConnection() {
        pool.init();
        pool.addHealthCheck(new HealthCheck<>() {
            @Override
            public String name() {
                return "orders";
            }

            @Override
            public void check(MongoConnection connection) {
                if (connection.collection("orders").countDocuments() == 0) {
                    throw new IllegalStateException("none");
                }
            }
        });
        assertThat(pool.checkHealth().reason()).contains("orders").contains("none");
        pool.run(connection -> connection.collection("orders").insertOne(new Document("_id", 1)));
        assertThat(pool.checkHealth().up()).isTrue();
    }

    @Test
    void clearingTheGenerationReplacesTheConnectionsAndKeepsTheClient() {
        pool.init();
        int sockets = server.connections();
        long before = idOfALease();
        pool.clear();
        long after = idOfALease();
        assertThat(after).isGreaterThan(before);
        assertThat(server.connections()).isBetween(1, sockets + 1);
        assertThat(evictions()).containsKey(EvictionReason.STALE);
    }

    private Map<EvictionReason, Long> evictions() {
        return pool.getStatistics().evictions();
    }

    private static String databaseOf(MongoPool pool) {
        return pool.execute(connection -> connection.database().getName());
    }

    private long idOfALease() {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            return lease.id();
        }
    }

    private long count() {
        return pool.execute(connection -> connection.collection("orders").countDocuments());
    }

    private PoolOptions.Builder options() {
        return PoolOptions.builder()
                .uri(server.uri("shop"))
                .config(PoolConfig.builder()
                        .maxSize(4)
                        .initializationFailTimeout(Duration.ofSeconds(20))
                        .build());
    }
}
