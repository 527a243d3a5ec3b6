package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@WithRedis
class CommandsTest {

    private RedisPool pool;
    private UnifiedJedis commands;

    @BeforeEach
    void open(RedisServer server) {
        pool = RedisPools.to(server, config -> config.maxSize(1).connectionTimeout(Duration.ofSeconds(5)));
        commands = pool.commands();
    }

    @AfterEach
    void nothingIsLeased() {
        assertThat(pool.getMetrics().inUse()).isZero();
        pool.close();
    }

    @Test
    void makingTheCommandsConnectsToNothing(RedisServer server) {
        assertThat(server.clientList()).isEmpty();
        assertThat(pool.commands()).isSameAs(commands);
    }

    @Test
    void eachCommandLeasesAConnectionAndReleasesIt(RedisServer server) {
        commands.set("key", "value");
        commands.hset("hash", Map.of("field", "value"));

        assertThat(commands.get("key")).isEqualTo("value");
        assertThat(commands.hgetAll("hash")).containsEntry("field", "value");
        assertThat(commands.ping()).isEqualTo("PONG");
        assertThat(server.clientList()).hasSize(1);
        assertThat(pool.getStatistics().acquired()).isEqualTo(5);
    }

    @Test
    void aMistakeOfTheCallerKeepsTheConnection() {
        commands.set("text", "value");

        assertThatThrownBy(() -> commands.incr("text")).isInstanceOf(JedisDataException.class);

        assertThat(commands.get("text")).isEqualTo("value");
        assertThat(pool.getStatistics().created()).isEqualTo(1);
    }

    @Test
    void scriptsAndBlockingCommandsWork() {
        commands.rpush("list", "a", "b");

        assertThat(commands.eval("return redis.call('llen', KEYS[1])", 1, "list"))
                .isEqualTo(2L);
        assertThat(commands.blpop(1, "list")).containsExactly("list", "a");
        assertThat(commands.sendCommand(() -> "PING".getBytes(StandardCharsets.US_ASCII)))
                .isNotNull();
    }

    @Test
    void aPipelineHoldsOneConnectionUntilItIsClosed(RedisServer server) {
        Response<String> read;
        try (Pipeline pipeline = new Pipeline(provider().getConnection(), true)) {
            pipeline.set("key", "value");
            read = pipeline.get("key");
            assertThat(pool.getMetrics().inUse()).isEqualTo(1);
        }
        assertThat(read.get()).isEqualTo("value");
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(server.clientList()).hasSize(1);
    }

    @Test
    void closingAPipelineAgainDoesNotTouchTheNextHoldersLease() {
        Pipeline pipeline = new Pipeline(provider().getConnection(), true);
        pipeline.set("key", "value");
        pipeline.close();
        Connection next = provider().getConnection();

        pipeline.close();

        assertThat(pool.getMetrics().inUse()).isEqualTo(1);
        assertThatThrownBy(() -> pipeline.set("key", "too late")).isInstanceOf(IllegalStateException.class);
        assertThat(next.ping()).isTrue();
        next.close();
        next.close();
    }

    @Test
    void aTransactionIsExecutedAsAWhole() {
        try (Transaction transaction = new Transaction(provider().getConnection(), true, true)) {
            transaction.set("one", "1");
            transaction.incr("one");
            assertThat(transaction.exec()).containsExactly("OK", 2L);
        }
        assertThat(commands.get("one")).isEqualTo("2");
        assertThat(pool.getStatistics().created()).isEqualTo(1);
    }

    @Test
    void aTransactionThatIsLeftByAnExceptionIsDiscardedAndItsConnectionUsedAgain() {
        assertThatThrownBy(() -> {
                    try (Transaction transaction = new Transaction(provider().getConnection(), true, true)) {
                        transaction.set("key", "never");
                        throw new IllegalStateException("half-way");
                    }
                })
                .hasMessage("half-way");

        assertThat(commands.get("key")).isNull();
        assertThat(pool.getStatistics().created()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipelined", "multi"})
    void theCommandsOwnPipelinesAndTransactionsHoldAConnectionUntilTheyAreClosed(String method) throws Exception {
        // By reflection, because what they return is of another type in each version of Jedis.
        AutoCloseable opened =
                (AutoCloseable) UnifiedJedis.class.getMethod(method).invoke(commands);
        assertThat(pool.getMetrics().inUse()).isEqualTo(1);

        opened.close();

        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(commands.ping()).isEqualTo("PONG");
    }

    @Test
    void aSubscriberHoldsAConnectionThatNobodyElseGetsAfterwards(RedisServer server) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        JedisPubSub subscriber = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(channel + ": " + message);
            }
        };
        Thread listening = new Thread(() -> commands.subscribe(subscriber, "news", "sports"));
        listening.start();
        await().until(() -> server.<Long>admin(jedis -> jedis.publish("news", "first")) == 1);

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("news: first");
        assertThat(pool.getMetrics().inUse()).isEqualTo(1);
        subscriber.unsubscribe();
        listening.join(10_000);

        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(commands.ping()).isEqualTo("PONG");
    }

    @Test
    void aScanLeasesAConnectionForEachBatchAndLeavesNoneBehind() {
        IntStream.range(0, 100).forEach(i -> commands.set("key" + i, "value"));

        ScanIteration scan = commands.scanIteration(10, "key*");
        Set<String> found = new HashSet<>();
        while (!scan.isIterationCompleted()) {
            found.addAll(scan.nextBatchList());
            assertThat(pool.getMetrics().inUse()).isZero();
        }

        assertThat(found).hasSize(100);
        assertThat(pool.getStatistics().created()).isEqualTo(1);
    }

    @Test
    void askingForTheConnectionsLeasesNone() {
        assertThat(provider().getConnectionMap()).hasSize(1);
        assertThat(provider().getPrimaryNodesConnectionMap()).hasSize(1);
    }

    @Test
    void closingTheCommandsClosesNothing() {
        commands.close();

        assertThat(commands.ping()).isEqualTo("PONG");
    }

    @Test
    void aCommandFailsWhenNoConnectionIsFreeInTime(RedisServer server) {
        try (RedisPool small =
                RedisPools.to(server, config -> config.maxSize(1).connectionTimeout(Duration.ofMillis(50)))) {
            Lease<Jedis> held = small.acquire(Duration.ofSeconds(20)); // To connect may take longer than that.

            assertThatThrownBy(() -> small.commands().ping()).isInstanceOf(PoolTimeoutException.class);

            held.close();
            assertThat(small.commands().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aConnectionThatBreaksInAPipelineIsNotLentAgain(RedisServer server) {
        Pipeline pipeline = new Pipeline(provider().getConnection(), true);
        server.restart();
        pipeline.set("key", "value");
        assertThatThrownBy(pipeline::close).isInstanceOf(JedisConnectionException.class);

        assertThat(commands.ping()).isEqualTo("PONG");
    }

    private LeaseProvider provider() {
        return new LeaseProvider(pool);
    }
}
