package io.earnorm.pool.mongodb;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.contract.PoolContractTest;
import io.earnorm.pool.testing.mongo.MongoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
                PoolOptions.builder().uri(server.uri("contract")).config(config).build());
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
