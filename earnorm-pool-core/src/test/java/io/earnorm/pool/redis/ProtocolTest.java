package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/** {@code commands()} does the same in both protocols. */
@WithRedis
class ProtocolTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void commandsSpeakTheProtocol(int version, RedisServer server) {
        try (RedisPool pool = pool(server, version)) {
            UnifiedJedis commands = pool.commands();
            commands.hset("hash", Map.of("field", "value"));
            commands.zadd("sorted", 1.5, "member");
            commands.xadd("stream", Map.of("field", "value"), XAddParams.xAddParams());
            commands.rpush("list", "a", "b");

            assertThat(commands.hgetAll("hash")).containsExactly(Map.entry("field", "value"));
            assertThat(commands.zrangeWithScores("sorted", 0, -1)).containsExactly(new Tuple("member", 1.5));
            List<Map.Entry<String, List<StreamEntry>>> read =
                    commands.xread(XReadParams.xReadParams(), Map.of("stream", new StreamEntryID(0, 0)));
            assertThat(read.get(0).getValue()).hasSize(1);
            assertThat(commands.eval("return {1, 'two'}")).isEqualTo(List.of(1L, "two"));
            assertThat(commands.blpop(1, "list")).containsExactly("list", "a");
            assertThat(commands.blpop(0.01, "nothing")).isNull();
            assertThat(pool.getStatistics().created()).isEqualTo(1);
            assertThat(protocolOf(pool, server)).isEqualTo(Integer.toString(version));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void pipelinesTransactionsAndScansSpeakTheProtocol(int version, RedisServer server) {
        try (RedisPool pool = pool(server, version)) {
            LeaseProvider provider = new LeaseProvider(pool);
            pool.commands().zadd("sorted", 1.5, "member");
            Response<List<Tuple>> piped;
            try (Pipeline pipeline = new Pipeline(provider.getConnection(), true)) {
                piped = pipeline.zrangeWithScores("sorted", 0, -1);
            }
            assertThat(piped.get()).containsExactly(new Tuple("member", 1.5));
            try (Transaction transaction = new Transaction(provider.getConnection(), true, true)) {
                Response<List<Tuple>> executed = transaction.zrangeWithScores("sorted", 0, -1);
                transaction.exec();
                assertThat(executed.get()).containsExactly(new Tuple("member", 1.5));
            }
            ScanIteration scan = pool.commands().scanIteration(10, "*");
            Set<String> found = new HashSet<>();
            while (!scan.isIterationCompleted()) {
                found.addAll(scan.nextBatchList());
            }
            assertThat(found).containsExactly("sorted");
            assertThat(pool.getStatistics().created()).isEqualTo(1);
            assertThat(pool.getMetrics().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void subscribersSpeakTheProtocol(int version, RedisServer server) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        JedisPubSub subscriber = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(channel + ": " + message);
            }
        };
        try (RedisPool pool = pool(server, version)) {
            Thread listening = new Thread(() -> pool.commands().subscribe(subscriber, "news"));
            listening.start();
            await().until(() -> pool.commands().publish("news", "first") == 1);

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("news: first");
            subscriber.unsubscribe();
            listening.join(10_000);

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theProtocolIsPutBackAfterAHolderHasChangedIt(int version, RedisServer server) {
        try (RedisPool pool = pool(server, version)) {
            for (String left : List.of("2", "3")) {
                pool.run(jedis -> jedis.sendCommand(Command.HELLO, left));
                assertThat(protocolOf(pool, server)).isEqualTo(Integer.toString(version));
            }
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    /** What Jedis's own class can't read is documented; it must not disturb the next holder. */
    @Test
    void aLeasedJedisReadsWhatBothProtocolsSayAlike(RedisServer server) {
        try (RedisPool pool = pool(server, 3)) {
            pool.run(jedis -> {
                jedis.hset("hash", "field", "value");
                assertThat(jedis.hgetAll("hash")).containsExactly(Map.entry("field", "value"));
                jedis.zadd("sorted", 1.5, "member");
            });

            assertThatThrownBy(() -> pool.run(jedis -> jedis.zrangeWithScores("sorted", 0, -1)))
                    .isInstanceOf(ClassCastException.class);

            String read = pool.execute(jedis -> jedis.hget("hash", "field"));
            assertThat(read).isEqualTo("value");
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    @Test
    void thereIsNoOtherProtocol(RedisServer server) {
        assertThatThrownBy(() -> pool(server, 4))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("protocol")
                .hasMessageContaining("2 or 3");
    }

    private static String protocolOf(RedisPool pool, RedisServer server) {
        assertThat(pool.commands().ping()).isEqualTo("PONG");
        String protocol = RedisPools.only(server).get("resp");
        assumeFalse(protocol.isEmpty(), "A server before 7.0 does not tell");
        return protocol;
    }

    private static RedisPool pool(RedisServer server, int version) {
        return RedisPools.to(server, config -> config.maxSize(2).extraConfig(Map.of("protocol", version)));
    }
}
