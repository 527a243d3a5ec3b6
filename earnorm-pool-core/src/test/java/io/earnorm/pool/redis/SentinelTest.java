package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.redis.RedisSentinels;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class SentinelTest {

    private RedisSentinels sentinels;

    @BeforeAll
    void start() {
        sentinels = RedisSentinels.builder().size(0, 3).start();
    }

    @BeforeEach
    void heal() {
        sentinels.heal();
    }

    @AfterAll
    void stop() {
        sentinels.close();
    }

    @Test
    void theMasterIsFound() {
        try (RedisPool pool = pool(sentinels.uri())) {
            assertThat(pool.commands().set("key", "value")).isEqualTo("OK");
            awaitHealth(pool, "3 of 3 sentinels answer");
            assertThat(pool.checkHealth().details())
                    .containsEntry("server", "127.0.0.1:" + sentinels.master().port());
        }
    }

    @Test
    void noThreadAndNoSocketIsLeftOfAPoolThatIsClosed() {
        PoolOptions options =
                PoolOptions.builder().uri(sentinels.uri()).name("watched").build();
        try (RedisPool pool = RedisPool.create(options)) {
            pool.run(Jedis::ping);
            assertThat(watchers()).hasSize(3).allMatch(Thread::isDaemon);
        }
        assertThat(watchers()).isEmpty();
        awaitNoSocketNamed("watched");
    }

    @Test
    void noThreadAndNoSocketIsLeftOfAPoolThatIsQuiescedUntilItIsResumed() {
        PoolOptions options =
                PoolOptions.builder().uri(sentinels.uri()).name("watched").build();
        try (RedisPool pool = RedisPool.create(options)) {
            pool.run(Jedis::ping);
            assertThat(pool.quiesce()).isFalse();
            pool.suspend();
            pool.clear();
            await().until(pool::quiesce);
            awaitNoSocketNamed("watched");
            assertThat(watchers()).isEmpty();

            pool.resume();
            assertThat(pool.commands().ping()).isEqualTo("PONG");
            awaitHealth(pool, "3 of 3 sentinels answer");
            assertThat(watchers()).hasSize(3);
        }
    }

    @Test
    void aSentinelThatIsDownIsNoProblem() {
        sentinels.sentinels().get(0).kill();
        try (RedisPool pool = pool(sentinels.uri())) {
            assertThat(pool.commands().ping()).isEqualTo("PONG");
            awaitHealth(pool, "2 of 3 sentinels answer");

            sentinels.sentinels().get(0).restart();
            awaitHealth(pool, "3 of 3 sentinels answer");
        }
    }

    @Test
    void withoutSentinelsThePoolGoesOnWithTheMasterThatItKnows() {
        try (RedisPool pool = pool(sentinels.uri())) {
            pool.run(Jedis::ping);
            sentinels.sentinels().forEach(RedisServer::kill);
            awaitHealth(pool, "0 of 3 sentinels answer");
            pool.clear();

            assertThat(pool.commands().ping()).isEqualTo("PONG");

            sentinels.servers().get(0).kill();
            pool.clear();
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(300)))
                    .isInstanceOf(PoolTimeoutException.class)
                    .cause()
                    .hasMessageContaining("Failed to connect to 127.0.0.1:"
                            + sentinels.servers().get(0).port())
                    .hasMessageContaining("None of the sentinels");
        }
    }

    @Test
    void thatNoSentinelAnswersIsSaidOfEach() {
        sentinels.sentinels().forEach(RedisServer::kill);
        try (RedisPool pool = pool(sentinels.uri())) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(300)))
                    .isInstanceOf(PoolTimeoutException.class)
                    .cause()
                    .hasMessageContaining("None of the sentinels of the master 'mymaster' answers")
                    .hasMessageContaining(
                            "127.0.0.1:" + sentinels.sentinels().get(0).port() + " (")
                    .hasMessageContaining(
                            "127.0.0.1:" + sentinels.sentinels().get(1).port() + " (")
                    .hasMessageContaining(
                            "127.0.0.1:" + sentinels.sentinels().get(2).port() + " (");
        }
    }

    @Test
    void aWrongNameOfTheMasterFailsAtOnceAndTellsTheRightOnes() {
        try (RedisPool pool = pool(sentinels.uri("other"))) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .cause()
                    .isInstanceOf(JedisException.class)
                    .hasMessageContaining("No sentinel monitors a master called 'other'")
                    .hasMessageContaining("monitors " + RedisSentinels.NAME)
                    .hasMessageContaining("sentinelMasterId");
        }
    }

    @Test
    void aPoolNeedsNoMoreRightsThanTheDocumentationSays() {
        String[] ofSentinels = (">hunter2 on &* +auth +ping +subscribe +client"
                        + " +sentinel|get-master-addr-by-name +sentinel|master +sentinel|masters")
                .split(" ");
        sentinels.sentinels().forEach(sentinel -> sentinel.run(jedis -> jedis.aclSetUser("watcher", ofSentinels)));
        sentinels
                .servers()
                .get(0)
                .run(jedis -> jedis.aclSetUser("app", "on", ">pw", "~*", "+@connection", "+role", "+set"));
        String uri = sentinels.uri().replace("//", "//app:pw@");
        Map<String, Object> user = Map.of("sentinel_username", "watcher", "sentinel_password", "hunter2");
        try (RedisPool pool = RedisPools.to(uri, config -> config.extraConfig(user))) {
            assertThat(pool.commands().set("key", "value")).isEqualTo("OK");
            awaitHealth(pool, "3 of 3 sentinels answer");
            RedisServer sentinel = sentinels.sentinels().get(0);
            await().until(() -> sentinel.clientList().stream()
                    .anyMatch(client -> client.get("user").equals("watcher")
                            && client.get("name").equals("redis")));
        }
    }

    @Test
    void aWriteThatADemotedMasterRefusedWaitsForItsSuccessor() {
        RedisServer master = sentinels.servers().get(0);
        try (RedisPool pool = RedisPools.to(sentinels.uri(), config -> config.minSize(2))) {
            pool.init();
            RedisPools.awaitIdle(pool, 2);
            master.run(jedis -> jedis.replicaof("127.0.0.1", 1));

            CompletableFuture<String> written =
                    CompletableFuture.supplyAsync(() -> pool.commands().set("key", "value"));
            await().until(() -> pool.getMetrics().pending() > 0); // Refused; now nobody is connected any more.
            assertThat(written).isNotDone();
            master.run(Jedis::replicaofNoOne);

            assertThat(written).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("OK");
        }
    }

    /** However slow the machine is, the first connection may take as long as any other. */
    private static RedisPool pool(String uri) {
        return RedisPools.to(uri, config -> config.initializationFailTimeout(Duration.ofMillis(-1)));
    }

    private void awaitNoSocketNamed(String pool) {
        List<RedisServer> all = new ArrayList<>(sentinels.servers());
        all.addAll(sentinels.sentinels());
        for (RedisServer server : all) {
            await().until(() -> server.clientList().stream()
                    .noneMatch(client -> client.get("name").equals(pool)));
        }
    }

    private static void awaitHealth(RedisPool pool, String sentinels) {
        await().untilAsserted(() -> assertThat(pool.healthDetails()).containsEntry("sentinels", sentinels));
    }

    private static Stream<Thread> watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("earnorm-pool-watched-sentinel-"));
    }
}
