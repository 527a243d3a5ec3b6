package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.Traffic;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network between a pool and MongoDB fails. */
class MongoNetworkFaultsTest {

    private static MongoServer server;

    private MongoFault fault;
    private TcpGate gate;

    @BeforeAll
    static void start() {
        server = MongoServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        fault = new MongoFault(server.port());
        gate = fault.gate();
    }

    @AfterEach
    void close() {
        fault.close();
    }

    @Test
    void connectionsAreRefused() throws Exception {
        Outcome seen = fault.documents()
                .outage(PoolTimeoutException.class, "Exception opening socket", gate::kill, gate::restart);

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void connectionsAreRefusedAndThereIsABreaker() throws Exception {
        Outcome seen = fault.withBreaker()
                .documents()
                .outage(PoolUnavailableException.class, "paused", gate::kill, gate::restart);

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class, PoolUnavailableException.class);
    }

    @Test
    void connectionsAreAcceptedAndNothingIsSaid() throws Exception {
        Outcome seen = fault.documents()
                .outage(
                        PoolTimeoutException.class,
                        "SocketReadTimeoutException",
                        () -> {
                            gate.freeze();
                            gate.reset();
                        },
                        gate::thaw);

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void openConnectionsBecomeABlackHole() throws Exception {
        Outcome seen = fault.documents()
                .outage(
                        PoolTimeoutException.class,
                        "SocketReadTimeoutException",
                        () -> gate.replies(Traffic.lost()),
                        () -> gate.replies(Traffic.free()));

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void repliesAreResetInTheMiddle() throws Exception {
        Outcome seen = fault.documents()
                .outage(
                        PoolTimeoutException.class,
                        "Connection reset",
                        () -> gate.replies(Traffic.cut()),
                        () -> gate.replies(Traffic.free()));

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void openConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.documents().disturbance(gate::loseConnections, () -> {});

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void idleConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.patient().alwaysValidating().documents().disturbanceWhileIdle(gate::loseConnections);

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void repliesDripByteByByte() throws Exception {
        Outcome seen = fault.patient()
                .documents()
                .disturbance(
                        () -> gate.replies(Traffic.drop(Duration.ofMillis(1))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsLong() throws Exception {
        Outcome seen = fault.patient()
                .documents()
                .disturbance(
                        () -> gate.replies(Traffic.late(Duration.ofMillis(50))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsNarrow() throws Exception {
        Outcome seen = fault.patient()
                .documents()
                .disturbance(() -> gate.replies(Traffic.narrow(5_000)), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }
}
