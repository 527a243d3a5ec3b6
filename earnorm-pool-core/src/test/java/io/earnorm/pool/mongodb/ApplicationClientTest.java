package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.mongo.QuickLooks;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that the application closes under its pool: health tells. */
class ApplicationClientTest {

    private final WireCluster cluster = WireCluster.of(1);
    private final MongoClient client = client(cluster);
    private final MongoPool pool = MongoPool.create(
            PoolOptions.builder()
                    .database("shop")
                    .config(PoolConfig.builder()
                            .maxSize(1)
                            .initializationFailTimeout(Duration.ofSeconds(30))
                            .build())
                    .build(),
            client);

    @AfterEach
    void stop() {
        pool.close(Duration.ZERO);
        client.close();
        cluster.close();
    }

    @Test
    void isMissedWhileEveryConnectionIsInUse() {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            assertThat(pool.checkHealth().up()).isTrue();
            client.close();

            PoolHealth health = pool.checkHealth();
            assertThat(health.up()).isFalse();
            assertThat(health.reason()).isEqualTo("no connection is idle, and the application has closed its client");
            assertThatThrownBy(() -> lease.connection().collection("orders").countDocuments())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void isMissedWhileAConnectionIsIdle() {
        pool.init();
        assertThat(pool.checkHealth().up()).isTrue();
        client.close();

        assertThat(pool.checkHealth().up()).isFalse();
    }

    @Test
    void isNotMistakenForClosedByALookAtIt() {
        try (Lease<MongoConnection> lease = pool.acquire()) {
            cluster.forgetCommands();
            assertThat(pool.checkHealth().up()).isTrue();
            assertThat(cluster.commands()).isEmpty();
            assertThat(lease.connection().collection("orders").countDocuments()).isZero();
        }
    }

    private static MongoClient client(WireCluster cluster) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(cluster.uri("shop")));
        QuickLooks.apply(settings);
        return MongoClients.create(settings.build());
    }
}
