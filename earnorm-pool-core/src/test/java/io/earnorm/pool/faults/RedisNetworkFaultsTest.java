package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.Traffic;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The network between a pool and Redis fails. */
@WithRedis
class RedisNetworkFaultsTest {

    private RedisFault fault;
    private TcpGate gate;

    @BeforeEach
    void open(RedisServer server) {
        fault = new RedisFault(server);
        gate = fault.gate();
    }

    @AfterEach
    void close() {
        fault.close();
    }

    @Test
    void connectionsAreRefused() throws Exception {
        Outcome seen =
                fault.echoes().outage(PoolTimeoutException.class, "Connection refused", gate::kill, gate::restart);

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void connectionsAreRefusedAndThereIsABreaker() throws Exception {
        Outcome seen = fault.withBreaker()
                .echoes()
                .outage(PoolUnavailableException.class, "paused", gate::kill, gate::restart);

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class, PoolUnavailableException.class);
    }

    @Test
    void connectionsAreAcceptedAndNothingIsSaid() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        "time",
                        () -> {
                            gate.freeze();
                            gate.reset();
                        },
                        gate::thaw);

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void openConnectionsBecomeABlackHole() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        "time",
                        () -> gate.replies(Traffic.lost()),
                        () -> gate.replies(Traffic.free()));

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void repliesAreResetInTheMiddle() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        "Connection reset",
                        () -> gate.replies(Traffic.cut()),
                        () -> gate.replies(Traffic.free()));

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void openConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.echoes().disturbance(gate::loseConnections, () -> {});

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void idleConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.patient().alwaysValidating().echoes().disturbanceWhileIdle(gate::loseConnections);

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void repliesDripByteByByte() throws Exception {
        Outcome seen = fault.patient()
                .echoes()
                .disturbance(
                        () -> gate.replies(Traffic.drop(Duration.ofMillis(2))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsLong() throws Exception {
        Outcome seen = fault.patient()
                .echoes()
                .disturbance(
                        () -> gate.replies(Traffic.late(Duration.ofMillis(50))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsNarrow() throws Exception {
        Outcome seen = fault.patient()
                .echoes()
                .disturbance(() -> gate.replies(Traffic.narrow(500)), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }
}
