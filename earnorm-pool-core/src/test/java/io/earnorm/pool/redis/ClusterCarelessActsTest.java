package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What can be left behind at a node of a cluster alone. */
@WithRedisCluster
class ClusterCarelessActsTest {

    @ParameterizedTest
    @ValueSource(strings = {"READONLY", "READWRITE", "ASKING"})
    void theNextHolderNoticesNothing(String command, RedisCluster cluster) {
        PoolConfig one = PoolConfig.builder().minSize(0).maxSize(1).build();
        try (RedisClusterPool pool = ClusterPools.to(cluster, options -> options.config(one))) {
            pool.commands().set("key", "value");
            RedisPool node = pool.nodeFor("key");
            Map<String, String> before = node.execute((Jedis jedis) -> Borrower.state(jedis));
            node.run(jedis -> jedis.sendCommand(CarelessActs.raw(command)));

            Map<String, String> after = node.execute((Jedis jedis) -> Borrower.state(jedis));

            assertThat(after).isEqualTo(before);
            assertThat(pool.commands().get("key")).isEqualTo("value");
            assertThat(node.getStatistics().created()).isEqualTo(1);
        }
    }
}
