package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.mongo.MongoProcess;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MongoDB itself is in trouble. */
class MongoServerFaultsTest {

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
        server.failNoMore();
        fault.close();
    }

    @Test
    void theServerIsFrozenAndThawed() throws Exception {
        try (MongoProcess process = MongoProcess.start();
                MongoFault frozen = new MongoFault(process.port())) {
            Outcome seen = frozen.documents()
                    .outage(PoolTimeoutException.class, "SocketReadTimeoutException", process::freeze, process::thaw);

            seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
        }
    }

    @Test
    void theServerIsRestarted() throws Exception {
        Outcome seen = fault.documents()
                .disturbance(
                        () -> {
                            gate.kill();
                            gate.restart();
                        },
                        () -> {});

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void thePasswordIsChanged() throws Exception {
        server.password("first");
        Outcome seen = fault.withPassword("first")
                .documents()
                .outage(
                        ConnectionFailedException.class,
                        "authenticating",
                        () -> {
                            server.password("second");
                            gate.reset(); // Who has logged in stays so.
                        },
                        () -> server.password("first"));

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class, ConnectionFailedException.class);
        assertThat(seen.failures().get(ConnectionFailedException.class))
                .hasStackTraceContaining(MongoSecurityException.class.getName());
    }

    @Test
    void thePasswordIsChangedAndTheSupplierKnows() throws Exception {
        AtomicReference<String> known = new AtomicReference<>("first");
        server.password("first");
        Outcome seen = fault.asking(known::get)
                .documents()
                .outage(
                        ConnectionFailedException.class,
                        "authenticating",
                        () -> {
                            server.password("second");
                            gate.reset(); // Who has logged in stays so.
                        },
                        () -> known.set("second"));

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class, ConnectionFailedException.class);
    }

    @Test
    void theServerHasTooManyClients() throws Exception {
        Outcome seen = fault.documents()
                .outage(
                        PoolTimeoutException.class,
                        "Connection reset",
                        () -> {
                            gate.limit(0);
                            gate.reset();
                        },
                        () -> gate.limit(1_000));

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }

    @Test
    void theServerHasNoMemoryLeft() throws Exception {
        Outcome seen = fault.patient()
                .documents()
                .refusal(
                        MongoCommandException.class,
                        () -> server.fail("insert", 146, "ExceededMemoryLimit"),
                        server::failNoMore);

        seen.toldNothingBut(MongoCommandException.class);
        assertThat(fault.pool().getStatistics().evictions())
                .as("all were kept")
                .containsOnlyKeys(EvictionReason.POOL_CLOSED);
    }

    @Test
    void theServerIsNoPrimaryAnyMore() throws Exception {
        Outcome seen = fault.documents()
                .trouble(MongoException.class, () -> server.fail("insert", 10107, "not primary"), server::failNoMore);

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
        assertThat(seen.failures()).containsKey(MongoNotPrimaryException.class);
    }

    @Test
    void theServerIsShuttingDown() throws Exception {
        Outcome seen = fault.documents()
                .outage(
                        PoolTimeoutException.class,
                        "shutdown in progress",
                        () -> {
                            server.fail("insert", 91, "shutdown in progress");
                            server.fail("ping", 91, "shutdown in progress");
                        },
                        server::failNoMore);

        seen.toldNothingBut(MongoException.class, PoolTimeoutException.class);
    }
}
