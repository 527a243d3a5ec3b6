package io.earnorm.pool.redis;

import static io.earnorm.pool.redis.CarelessAct.Becomes.KEPT;
import static io.earnorm.pool.redis.CarelessAct.Becomes.REPLACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earnorm.pool.redis.CarelessAct.Becomes;
import io.earnorm.pool.redis.CarelessAct.Deed;
import io.earnorm.pool.testing.TestThreads;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Whatever others did to the connection of a holder, the next one has a connection like a new one. */
@WithRedis
class OthersActsTest {

    private static final String ENDLESS_FUNCTION =
            "#!lua name=endless\nredis.register_function('endless', function() while true do end end)";

    private static RedisServer server;
    private static CarelessHolders holders;

    private final TestThreads threads = new TestThreads();

    @BeforeAll
    static void start() {
        server = CarelessHolders.server();
        server.run(jedis -> jedis.configSet("lua-time-limit", "1")); // From then on a script can be killed.
        holders = new CarelessHolders(server);
    }

    @AfterEach
    void end() throws InterruptedException {
        threads.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aScriptThatIsKilledIsAnErrorAndNothingMore() {
        leavesTheConnection(KEPT, (jedis, same) -> {
            elsewhere(other -> other.sendCommand(Command.SCRIPT, "KILL"));
            assertThatThrownBy(() -> jedis.eval("while true do end"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("killed");
        });
    }

    @Test
    void aFunctionThatIsKilledIsAnErrorAndNothingMore() {
        assumeTrue(holders.version() >= 7.0);
        leavesTheConnection(KEPT, (jedis, same) -> {
            jedis.sendCommand(Command.FUNCTION, "LOAD", "REPLACE", ENDLESS_FUNCTION);
            elsewhere(other -> other.sendCommand(Command.FUNCTION, "KILL"));
            assertThatThrownBy(() -> jedis.sendCommand(Command.FCALL, "endless", "0"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("killed");
        });
    }

    @Test
    void aBlockedCommandThatIsUnblockedIsAnErrorAndNothingMore() {
        leavesTheConnection(KEPT, (jedis, same) -> {
            String id = Long.toString(jedis.clientId());
            elsewhere(other -> assertThat(other.sendCommand(Command.CLIENT, "UNBLOCK", id, "ERROR"))
                    .isEqualTo(1L));
            assertThatThrownBy(() -> jedis.sendBlockingCommand(Command.BLPOP, "nothing", "0"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("UNBLOCKED");
        });
    }

    @Test
    void aPauseIsAWaitAndNothingMore() {
        leavesTheConnection(KEPT, (jedis, same) -> {
            same.run(other -> other.sendCommand(Command.CLIENT, "PAUSE", "50"));
            jedis.set("key", "written after the pause");
        });
    }

    @Test
    void aConnectionThatIsKilledIsReplaced() {
        leavesTheConnection(REPLACED, (jedis, same) -> {
            String id = Long.toString(jedis.clientId());
            same.run(other -> other.sendCommand(Command.CLIENT, "KILL", "ID", id));
            assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
        });
    }

    private void leavesTheConnection(Becomes becomes, Deed deed) {
        CarelessHolders.Outcome outcome =
                holders.ofRedisPool(new CarelessAct("done by others", becomes, 6.2, deed, jedis -> {}));

        assertThat(outcome.complaint()).isEmpty();
        assertThat(outcome.becomes()).isEqualTo(becomes);
    }

    /** Until it works: it may be too early. */
    private void elsewhere(Consumer<Jedis> work) {
        threads.start(() -> {
            await().ignoreExceptions().untilAsserted(() -> server.run(work));
            return true;
        });
    }
}
