package io.earnorm.pool.samples.custom;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.contract.PoolContractTest;
import io.earnorm.pool.testing.TcpGate;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every pool promises, shown for this one: all tests are inherited. */
class LinePoolContractTest extends PoolContractTest<LineConnection> {

    private static LineServer server;

    /** Between the pool and the server: refuses while the backend is to be down, and keeps its port. */
    private static TcpGate gate;

    @BeforeAll
    static void startServer() throws IOException {
        server = new LineServer();
        gate = TcpGate.to(server.port());
    }

    @AfterAll
    static void stopServer() {
        gate.close();
        server.close();
    }

    @Override
    protected Pool<LineConnection> newPool(PoolConfig config) {
        return new LinePool(PoolOptions.builder()
                .uri("lines://127.0.0.1:" + gate.port())
                .config(config)
                .build());
    }

    @Override
    public void breakDown() {
        gate.kill();
    }

    @Override
    public void heal() {
        gate.restart();
    }
}
