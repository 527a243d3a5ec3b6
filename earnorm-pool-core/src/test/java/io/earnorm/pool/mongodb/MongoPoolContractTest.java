package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.contract.PoolContractTest;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.mongo.QuickLooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, kept for the handles that share a MongoDB client. */
final class MongoPoolContractTest extends PoolContractTest<MongoConnection> {

    private static MongoServer server;

    private boolean down;

    @BeforeAll
    static void startServer() {
        server = MongoServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected Pool<MongoConnection> newPool(PoolConfig config) {
        return MongoPool.create(
                PoolOptions.builder().uri(server.uri("contract")).config(config).build(), QuickLooks::apply);
    }

    /** Connections share the sockets of one client, which opens them when they are needed. */
    @Test
    @Override
    public void resourcesTellWhatThePoolCostsItsProcess() {
        Pool<MongoConnection> pool = poolOf(config().maxSize(2));
        try (Lease<MongoConnection> lease = pool.acquire()) {
            lease.connection().collection("orders").countDocuments();
            assertThat(pool.getStatistics().resources().sockets()).isBetween(1, 3);
            assertThat(pool.getStatistics().resources().memoryBytes()).isPositive();
        }
        pool.close();
        assertThat(pool.getStatistics().resources().sockets()).isZero();
    }

    @Override
    public void breakDown() {
        server.kill();
        down = true;
    }

    @Override
    public void heal() {
        if (down) {
            server.restart();
            down = false;
        }
    }

    @Override
    public Exception breakingFailure() {
        return new MongoSocketReadException("connection reset", new ServerAddress("127.0.0.1"));
    }
}
