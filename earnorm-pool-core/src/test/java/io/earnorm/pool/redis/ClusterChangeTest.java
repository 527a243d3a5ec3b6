package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Slots and nodes come and go while a cluster pool is used. */
@WithRedisCluster
class ClusterChangeTest {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterChangeTest.class);

    private static final int SLOT = JedisClusterCRC16.getSlot("{tag}");

    private RedisClusterPool pool;
    private UnifiedJedis commands;

    @BeforeEach
    void open(RedisCluster cluster) {
        pool = ClusterPools.to(cluster);
        commands = pool.commands();
    }

    @AfterEach
    void nothingIsLeased(RedisCluster cluster) {
        ClusterPools.assertNothingIsLeased(pool);
        ClusterPools.assertNothingLeaked(cluster, pool);
        pool.close();
        await().until(() -> ClusterPools.clients(cluster, pool).isEmpty());
    }

    @Test
    void slotsMoveThereAndBackUnderLoadAndNoCallFails(RedisCluster cluster) throws Exception {
        RedisServer from = cluster.owner(SLOT);
        RedisServer to = otherThan(from, cluster);
        try (ClusterLoad load = new ClusterLoad(pool, "{tag}")) {
            load.awaitMore(500);
            for (int i = 0; i < 3; i++) {
                cluster.move(SLOT, to);
                load.awaitMore(300);
                cluster.move(SLOT, from);
                load.awaitMore(300);
            }
            load.stop();

            LOG.warn(
                    "Slot moved 6 times: {} calls, longest {} ms",
                    load.answered,
                    load.longest().toMillis());
            assertThat(load.failures).isEmpty();
        }
    }

    @Test
    void keysInTheMiddleOfAMoveAreFoundAtEitherNode(RedisCluster cluster) {
        RedisServer from = cluster.owner(SLOT);
        RedisServer to = otherThan(from, cluster);
        commands.set("{tag}moved", "1");
        cluster.beginMove(SLOT, from, to);
        cluster.moveKeys(SLOT, from, to);

        assertThat(commands.incr("{tag}moved")).isEqualTo(2);
        assertThat(commands.incr("{tag}new")).isEqualTo(1);
        List<Response<Long>> replies = new ArrayList<>();
        try (Pipeline pipeline = ClusterPools.pipeline(pool)) {
            for (int i = 0; i < 10; i++) {
                replies.add(pipeline.incr("{tag}moved"));
                replies.add(pipeline.incr("elsewhere" + i));
            }
        }
        for (int i = 0; i < 10; i++) {
            assertThat(replies.get(2 * i).get()).isEqualTo(3L + i);
            assertThat(replies.get(2 * i + 1).get()).isEqualTo(1);
        }
        cluster.endMove(SLOT, to);
        try (Pipeline pipeline = ClusterPools.pipeline(pool)) {
            Response<Long> reply = pipeline.incr("{tag}moved");
            pipeline.sync();
            assertThat(reply.get()).isEqualTo(13);
        }
        cluster.move(SLOT, from);
        assertThat(commands.get("{tag}moved")).isEqualTo("13");
    }

    @Test
    void aCommandWhoseKeysAreAtBothNodesWaitsForTheEndOfTheMove(RedisCluster cluster) throws Exception {
        RedisServer from = cluster.owner(SLOT);
        RedisServer to = otherThan(from, cluster);
        commands.mset("{tag}a", "1", "{tag}b", "2");
        cluster.beginMove(SLOT, from, to);
        from.run(jedis -> jedis.migrate(to.host(), to.port(), "{tag}a", 0, 5_000));

        CompletableFuture<List<String>> both = CompletableFuture.supplyAsync(() -> commands.mget("{tag}a", "{tag}b"));
        await().until(() -> pool.nodes().containsKey(address(to)) || both.isDone());
        cluster.moveKeys(SLOT, from, to);
        cluster.endMove(SLOT, to);

        assertThat(both.get(10, TimeUnit.SECONDS)).containsExactly("1", "2");
        cluster.move(SLOT, from);
    }

    @Test
    void aNodeThatGetsSlotsGetsAPoolAndOneThatHasNoneLeftLosesIt(RedisCluster cluster) {
        RedisServer from = cluster.owner(SLOT);
        RedisServer added = cluster.spare();
        HostAndPort address = address(added);
        commands.set("{tag}", "1");
        cluster.move(SLOT, added);

        assertThat(commands.incr("{tag}")).isEqualTo(2);
        assertThat(pool.nodes()).containsKey(address);
        RedisPool left = pool.nodes().get(address);
        try (Lease<Jedis> lease = left.acquire()) {
            cluster.move(SLOT, from);
            assertThat(commands.incr("{tag}")).isEqualTo(3);
            await().untilAsserted(() -> {
                commands.ping();
                pool.clear(); // Asks for the nodes.
                assertThat(pool.nodes()).doesNotContainKey(address).hasSize(3);
            });
            assertThat(lease.connection().ping()).as("what was leased goes on").isEqualTo("PONG");
            await().until(() -> pool.getMetrics().inUse() == 1); // And nobody asks for the nodes any more.
        }
        await().until(() ->
                left.state() == PoolState.CLOSED && left.getMetrics().total() == 0);
        await().until(() -> added.clientList().stream()
                .noneMatch(client -> client.get("name").equals(pool.name())));
    }

    @Test
    void aNodesPoolFollowsNoRedirection(RedisCluster cluster) {
        RedisServer from = cluster.owner(SLOT);
        RedisServer to = otherThan(from, cluster);
        RedisPool before = pool.nodeFor("{tag}");
        cluster.move(SLOT, to);

        assertThatThrownBy(() -> before.run(jedis -> jedis.get("{tag}"))).isInstanceOf(JedisMovedDataException.class);
        assertThat(before.getStatistics().evictions()).isEmpty();
        assertThat(commands.get("{tag}")).isNull();
        assertThat(pool.nodeFor("{tag}")).isNotSameAs(before);
        cluster.move(SLOT, from);
    }

    @Test
    void theTopologyIsAskedForAgainAfterItsPeriod(RedisCluster cluster) {
        try (RedisClusterPool periodic =
                ClusterPools.to(cluster, options -> options.topologyRefresh(Duration.ofMillis(10)))) {
            RedisServer from = cluster.owner(SLOT);
            RedisServer to = otherThan(from, cluster);
            RedisPool before = periodic.nodeFor("{tag}");
            cluster.move(SLOT, to);

            await().untilAsserted(() -> assertThat(periodic.nodeFor("{tag}")).isNotSameAs(before));
            cluster.move(SLOT, from);
        }
    }

    private static RedisServer otherThan(RedisServer server, RedisCluster cluster) {
        return cluster.alive().stream()
                .filter(other -> other != server && other != cluster.spare() && cluster.isPrimary(other))
                .findFirst()
                .orElseThrow();
    }

    private static HostAndPort address(RedisServer server) {
        return new HostAndPort(server.host(), server.port());
    }
}
