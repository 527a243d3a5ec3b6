package io.earnorm.pool.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** What a cluster pool does while nothing fails. */
@WithRedisCluster
class RedisClusterPoolTest {

    private RedisClusterPool pool;
    private UnifiedJedis commands;

    @BeforeEach
    void open(RedisCluster cluster) {
        pool = ClusterPools.to(cluster);
        commands = pool.commands();
    }

    @AfterEach
    void nothingIsLeased() {
        ClusterPools.assertNothingIsLeased(pool);
        pool.close();
    }

    @Test
    void makingAPoolConnectsToNothing() {
        assertThat(pool.state()).isEqualTo(PoolState.NEW);
        assertThat(pool.nodes()).isEmpty();
        assertThat(pool.commands()).isSameAs(commands);
    }

    @Test
    void eachKeyIsAtTheNodeOfItsSlot(RedisCluster cluster) {
        for (int i = 0; i < 50; i++) {
            commands.set("key" + i, "value" + i);
        }
        for (int i = 0; i < 50; i++) {
            String key = "key" + i;
            assertThat(commands.get(key)).isEqualTo("value" + i);
            RedisServer owner = cluster.owner(JedisClusterCRC16.getSlot(key));
            assertThat(owner.<String>admin(jedis -> jedis.get(key))).isEqualTo("value" + i);
        }
        assertThat(pool.nodes()).hasSize(3);
        assertThat(pool.getStatistics().created()).as("one for each node, kept").isEqualTo(3);
    }

    @Test
    void initFillsThePoolOfEachNodeThatServesSlots(RedisCluster cluster) {
        try (RedisClusterPool filled = ClusterPools.to(
                cluster,
                options -> options.config(
                        PoolConfig.builder().minSize(2).maxSize(4).build()))) {
            filled.init();

            assertThat(filled.state()).isEqualTo(PoolState.RUNNING);
            await().until(() -> filled.getMetrics().idle() == 6);
        }
    }

    @Test
    void keysOfSeveralSlotsInOneCommandAreRefused() {
        assertThatThrownBy(() -> commands.mget("a", "b")).isInstanceOf(JedisClusterOperationException.class);

        commands.mset("{tag}a", "1", "{tag}b", "2");
        assertThat(commands.mget("{tag}a", "{tag}b")).containsExactly("1", "2");
    }

    @Test
    void commandsWithoutKeysGoToAllNodesAndTheirRepliesBecomeOne() {
        IntStream.range(0, 30).forEach(i -> commands.set("key" + i, "value"));

        assertThat(commands.ping()).isEqualTo("PONG");
        assertThat(commands.dbSize()).isEqualTo(30);
        assertThat(commands.keys("key*")).hasSize(30);
        assertThat(commands.keys("key*".getBytes(UTF_8))).hasSize(30);
        assertThat(commands.randomKey()).startsWith("key");
        String sha = commands.scriptLoad("return 1");
        assertThat(commands.scriptExists(List.of(sha, "no such script"))).containsExactly(true, false);
        assertThat(commands.evalsha(sha, 1, "any key")).isEqualTo(1L);
        assertThat(commands.scriptFlush()).isEqualTo("OK");
        assertThat(commands.configSet("slowlog-max-len", "100")).isEqualTo("OK");
        assertThat(commands.flushAll()).isEqualTo("OK");
        assertThat(commands.dbSize()).isZero();
        assertThat(commands.randomKey()).isNull();
        assertThatThrownBy(commands::scriptKill)
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("NOTBUSY");
    }

    @Test
    void scriptsGoWhereTheirKeysOrTheirSampleKeyAre() {
        for (String key : List.of("one", "two", "three", "four")) {
            assertThat(commands.eval("return redis.call('set', KEYS[1], ARGV[1])", 1, key, "value"))
                    .isEqualTo("OK");
            assertThat(commands.eval("return redis.call('get', '" + key + "')", key))
                    .isEqualTo("value");
            assertThat(commands.eval(("return redis.call('get', '" + key + "')").getBytes(UTF_8), key.getBytes(UTF_8)))
                    .isEqualTo("value".getBytes(UTF_8));
            String sha = commands.scriptLoad("return 2", key);
            assertThat(commands.scriptExists(sha, key)).isTrue();
            assertThat(commands.evalsha(sha, key)).isEqualTo(2L);
        }
    }

    @Test
    void blockingCommandsWait() {
        commands.rpush("list", "a");

        assertThat(commands.blpop(1, "list")).containsExactly("list", "a");
        assertThat(commands.blpop(0.01, "list")).isNull();
    }

    @Test
    void whatNeedsOneConnectionIsDoneOnOneOfTheKeysNode() {
        assertThatThrownBy(commands::multi).isInstanceOf(UnsupportedOperationException.class);

        List<Object> replies = pool.nodeFor("key").execute(jedis -> {
            jedis.watch("key");
            try (Transaction transaction = jedis.multi()) {
                transaction.set("key", "1");
                transaction.incr("key");
                return transaction.exec();
            }
        });

        assertThat(replies).containsExactly("OK", 2L);
        assertThat(commands.get("key")).isEqualTo("2");
    }

    @Test
    void aScanGoesFromNodeToNode() {
        IntStream.range(0, 100).forEach(i -> commands.set("key" + i, "value"));

        ScanIteration scan = commands.scanIteration(10, "key*");
        Set<String> found = new HashSet<>();
        int batches = 0;
        while (!scan.isIterationCompleted()) {
            found.addAll(scan.nextBatchList());
            batches++;
        }

        assertThat(found).hasSize(100);
        assertThat(batches).isGreaterThan(3);
        assertThatThrownBy(() -> commands.scan("0")).isInstanceOf(IllegalArgumentException.class);
        commands.set("{tag}a", "value");
        assertThat(commands.scan("0", new ScanParams().match("{tag}*").count(1_000))
                        .getResult())
                .containsExactly("{tag}a");
    }

    @Test
    void aSubscriberHearsWhatIsPublishedAtAnyNode(RedisCluster cluster) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        JedisPubSub subscriber = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(message);
            }

            @Override
            public void onSubscribe(String channel, int subscribedChannels) {
                heard.add("subscribed");
            }
        };
        Thread listening = new Thread(() -> commands.subscribe(subscriber, "news"));
        listening.start();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("subscribed");
        for (RedisServer server : cluster.servers().subList(0, 3)) {
            server.run(jedis -> jedis.publish("news", "from " + server.port()));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("from " + server.port());
        }
        subscriber.unsubscribe();
        listening.join(10_000);

        assertThat(pool.getMetrics().inUse()).isZero();
    }

    @Test
    void aClusterIsUpWhenEachNodeThatServesSlotsAnswers() {
        PoolHealth health = pool.checkHealth();

        assertThat(health.up()).as(health.reason()).isTrue();
        assertThat(health.backend()).isEqualTo("redis-cluster");
        assertThat(health.details()).containsEntry("slots", "16384 of 16384").hasSize(4);
    }

    @Test
    void eachNodeIsConnectedToAsTheUserOfTheUri(RedisCluster cluster) {
        cluster.servers()
                .forEach(server -> server.run(
                        jedis -> jedis.sendCommand(Command.ACL, "SETUSER", "app", "on", ">secret", "~*", "+@all")));
        try (RedisClusterPool secured =
                ClusterPools.to(cluster, options -> options.uri("redis-cluster://app:secret@" + cluster.nodes()))) {
            secured.commands().ping();

            assertThat(cluster.servers().stream().flatMap(server -> server.clientList().stream()))
                    .filteredOn(client -> client.get("name").equals(secured.name()))
                    .hasSize(3)
                    .allMatch(client -> client.get("user").equals("app"));
        }
    }

    @Test
    void clearReplacesTheConnectionsToAllNodes(RedisCluster cluster) {
        commands.ping();
        List<String> before = ClusterPools.clients(cluster, pool);
        assertThat(before).hasSize(3);

        pool.clear();
        commands.ping();

        await().untilAsserted(() ->
                assertThat(ClusterPools.clients(cluster, pool)).isNotEmpty().doesNotContainAnyElementsOf(before));
    }

    @Test
    void theCeilingPerNodeMayBeChanged() {
        commands.ping();
        pool.resize(0, 1);

        HostAndPort node = pool.nodes().keySet().iterator().next();
        try (Lease<Jedis> lease = pool.nodes().get(node).acquire()) {
            assertThat(lease.connection().ping()).isEqualTo("PONG");
            assertThat(pool.nodes().get(node).tryAcquire()).isEmpty();
            assertThat(pool.getMetrics().maxSize()).isEqualTo(3);
        }
    }

    @Test
    void aClosedPoolRefusesAndLeavesNoConnection(RedisCluster cluster) {
        commands.ping();
        Lease<Jedis> held = pool.nodeFor("key").acquire();
        Thread closing = new Thread(pool::close);
        closing.start();
        await().until(() -> pool.state() == PoolState.CLOSED);
        held.close();

        assertThatThrownBy(() -> commands.get("key")).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(() -> commands.ping()).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(pool::init).isInstanceOf(PoolClosedException.class);
        await().until(() -> ClusterPools.clients(cluster, pool).isEmpty());
    }
}
