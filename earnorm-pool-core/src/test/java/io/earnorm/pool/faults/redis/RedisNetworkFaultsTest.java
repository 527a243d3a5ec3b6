package io.earnorm.pool.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.faults.Outcome;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.Traffic;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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
        Outcome seen = fault.echoes().outage(PoolTimeoutException.class, gate::kill, gate::restart);

        onlyTold(seen, PoolTimeoutException.class);
        assertThat(seen.reason()).contains("Connection refused");
    }

    @Test
    void connectionsAreRefusedAndThereIsABreaker() throws Exception {
        Outcome seen = fault.withBreaker().echoes().outage(PoolUnavailableException.class, gate::kill, gate::restart);

        onlyTold(seen, PoolUnavailableException.class, PoolTimeoutException.class);
        assertThat(seen.reason()).startsWith("paused");
    }

    @Test
    void connectionsAreAcceptedAndNothingIsSaid() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        () -> {
                            gate.freeze();
                            gate.reset();
                        },
                        gate::thaw);

        onlyTold(seen, PoolTimeoutException.class);
        assertThat(seen.reason()).containsAnyOf("timed out", "not connected in time");
    }

    @Test
    void openConnectionsBecomeABlackHole() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        () -> gate.replies(Traffic.lost()),
                        () -> gate.replies(Traffic.free()));

        onlyTold(seen, PoolTimeoutException.class);
        assertThat(seen.reason()).containsAnyOf("timed out", "not connected in time");
    }

    @Test
    void repliesAreResetInTheMiddle() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        () -> gate.replies(Traffic.cut()),
                        () -> gate.replies(Traffic.free()));

        onlyTold(seen, PoolTimeoutException.class);
        assertThat(seen.reason()).contains("Connection reset");
    }

    @Test
    void openConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.echoes().disturbance(gate::loseConnections, () -> {});

        onlyTold(seen);
    }

    @Test
    void idleConnectionsLeadNowhereAndNewOnesWork() throws Exception {
        Outcome seen = fault.alwaysValidating().echoes().disturbanceWhileIdle(gate::loseConnections);

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void repliesDripByteByByte() throws Exception {
        Outcome seen = fault.echoes()
                .disturbance(
                        () -> gate.replies(Traffic.drop(Duration.ofMillis(2))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsLong() throws Exception {
        Outcome seen = fault.echoes()
                .disturbance(
                        () -> gate.replies(Traffic.late(Duration.ofMillis(50))), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    @Test
    void theLineIsNarrow() throws Exception {
        Outcome seen =
                fault.echoes().disturbance(() -> gate.replies(Traffic.narrow(500)), () -> gate.replies(Traffic.free()));

        assertThat(seen.failures()).isEmpty();
    }

    /** Who holds a connection when it breaks is told so by Jedis; the others by the pool. */
    private static void onlyTold(Outcome seen, Class<?>... byThePool) {
        Set<Class<?>> allowed = new HashSet<>(Set.of(byThePool));
        allowed.add(JedisConnectionException.class);
        assertThat(seen.failures().keySet()).isSubsetOf(allowed);
    }
}
