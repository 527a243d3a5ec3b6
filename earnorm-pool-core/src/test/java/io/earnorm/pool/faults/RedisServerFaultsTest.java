package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.testing.Traffic;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Redis itself is in trouble. */
@WithRedis
class RedisServerFaultsTest {

    private RedisFault fault;
    private RedisServer server;

    /** Connected before the trouble begins. */
    private Jedis admin;

    @BeforeEach
    void open(RedisServer server) {
        this.server = server;
        admin = new Jedis(server.host(), server.port());
        admin.ping();
        fault = new RedisFault(server);
    }

    @AfterEach
    void close() {
        fault.close();
        admin.close();
        server.kill(); // The next one finds none of its settings changed.
    }

    @Test
    void theServerIsFrozenAndThawed() throws Exception {
        Outcome seen = fault.echoes().outage(PoolTimeoutException.class, "time", server::freeze, server::thaw);

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void theServerIsFrozenAndThereIsABreaker() throws Exception {
        Outcome seen = fault.withBreaker()
                .echoes()
                .outage(PoolUnavailableException.class, "paused", server::freeze, server::thaw);

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class, PoolUnavailableException.class);
    }

    @Test
    void theServerIsRestarted() throws Exception {
        Outcome seen = fault.echoes().disturbance(server::restart, () -> {});

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void thePasswordIsChanged() throws Exception {
        AtomicReference<String> known = new AtomicReference<>("first");
        admin.configSet("requirepass", "first");
        Outcome seen = fault.withPassword(known::get)
                .echoes()
                .outage(
                        ConnectionFailedException.class,
                        "WRONGPASS",
                        () -> {
                            admin.configSet("requirepass", "second");
                            fault.gate().reset(); // Who has logged in stays so.
                        },
                        () -> known.set("second"));

        seen.toldNothingBut(
                JedisConnectionException.class, PoolTimeoutException.class, ConnectionFailedException.class);
        assertThat(seen.failures().get(ConnectionFailedException.class))
                .hasRootCauseInstanceOf(JedisAccessControlException.class);
    }

    @Test
    void theServerHasTooManyClients() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        "max number of clients",
                        () -> {
                            admin.configSet("maxclients", "1");
                            fault.gate().reset();
                        },
                        () -> admin.configSet("maxclients", "1000"));

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class);
    }

    @Test
    void theServerIsLoading() throws Exception {
        Outcome seen = fault.echoes()
                .outage(
                        PoolTimeoutException.class,
                        "LOADING",
                        () -> fault.gate().replies(new ErrorReplies("LOADING Redis is loading the dataset in memory")),
                        () -> fault.gate().replies(Traffic.free()));

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class, JedisDataException.class);
    }

    @Test
    void theServerCannotSaveToItsDisk() throws Exception {
        Path inTheWay = Path.of(admin.configGet("dir").get("dir"), "dump.rdb");
        Outcome seen = fault.patient()
                .writes()
                .refusal(
                        JedisDataException.class,
                        () -> {
                            Files.createDirectories(inTheWay.resolve("full"));
                            admin.configSet("save", "3600 1");
                            admin.bgsave();
                            untilAnswers("rdb_last_bgsave_status:err", () -> admin.info("persistence"));
                        },
                        () -> {
                            admin.configSet("save", "");
                            Files.delete(inTheWay.resolve("full"));
                            Files.delete(inTheWay); // Or else the server would not start again.
                        });

        seen.toldNothingBut(JedisDataException.class);
        assertThat(seen.failures().get(JedisDataException.class)).hasMessageStartingWith("MISCONF");
        assertThat(evictions()).as("all were kept").containsOnlyKeys(EvictionReason.POOL_CLOSED);
    }

    @Test
    void theServerHasNoMemoryLeft() throws Exception {
        Outcome seen = fault.patient()
                .writes()
                .refusal(
                        JedisDataException.class,
                        () -> admin.configSet("maxmemory", "1"),
                        () -> admin.configSet("maxmemory", "0"));

        seen.toldNothingBut(JedisDataException.class);
        assertThat(seen.failures().get(JedisDataException.class)).hasMessageStartingWith("OOM");
        assertThat(evictions()).as("all were kept").containsOnlyKeys(EvictionReason.POOL_CLOSED);
    }

    @Test
    void theServerBecameAReplica() throws Exception {
        Outcome seen = fault.patient()
                .writes()
                .refusal(
                        JedisDataException.class,
                        () -> {
                            admin.replicaof("127.0.0.1", 1);
                            await().until(() -> evictions().containsKey(EvictionReason.BROKEN));
                        },
                        () -> admin.replicaofNoOne());

        seen.toldNothingBut(JedisDataException.class);
        assertThat(seen.failures().get(JedisDataException.class)).hasMessageStartingWith("READONLY");
        int seconds = 1 + (int) seen.lasted.toSeconds();
        assertThat(seen.attempts)
                .as("one for each place a second, and one more where a generation is retired")
                .isBetween(1, fault.pool().config().maxSize() * 2 * seconds);
    }

    @Test
    void aScriptDoesNotEnd() throws Exception {
        admin.configSet("lua-time-limit", "20");
        Thread script = new Thread(() -> server.run(RedisServerFaultsTest::evaluateForEver), "endless script");
        Outcome seen = fault.echoes()
                .outage(
                        RuntimeException
                                .class, // JedisBusyException, or what its being the cause of a failed check ends in.
                        "BUSY",
                        () -> {
                            script.start();
                            untilAnswers("BUSY", this::ping);
                        },
                        () -> {
                            admin.scriptKill();
                            script.join();
                        });

        seen.toldNothingBut(JedisConnectionException.class, PoolTimeoutException.class, JedisBusyException.class);
        assertThat(seen.failures().values())
                .anySatisfy(failure -> assertThat(failure).hasStackTraceContaining("BUSY"));
    }

    private Map<EvictionReason, Long> evictions() {
        return fault.pool().getStatistics().evictions();
    }

    private static void evaluateForEver(Jedis jedis) {
        try {
            jedis.eval("while true do end");
        } catch (JedisDataException e) {
            // Killed, as it has to be.
        } catch (JedisConnectionException e) {
            // It takes longer than the socket timeout.
        }
    }

    private String ping() {
        try {
            return admin.ping();
        } catch (JedisBusyException e) {
            return e.getMessage();
        }
    }

    private static void untilAnswers(String text, Callable<String> question) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> question.call().contains(text));
    }
}
