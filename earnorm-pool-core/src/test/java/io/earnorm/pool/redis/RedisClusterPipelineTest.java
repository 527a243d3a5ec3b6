package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Pipelines over the nodes of a cluster. */
@WithRedisCluster
class RedisClusterPipelineTest {

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
    void aPipelineGoesToAllNodesAndItsRepliesComeInOrder() {
        List<Response<String>> replies = new ArrayList<>();
        try (Pipeline pipeline = pipeline()) {
            for (int i = 0; i < 50; i++) {
                pipeline.set("key" + i, "value" + i);
                replies.add(pipeline.get("key" + i));
            }
            assertThat(pool.getMetrics().inUse()).isEqualTo(3);
            pipeline.sync();
            assertThat(pool.getMetrics().inUse()).isZero();
            pipeline.incr("key0");
        }
        for (int i = 0; i < 50; i++) {
            assertThat(replies.get(i).get()).isEqualTo("value" + i);
        }
        assertThat(pool.getStatistics().created()).isEqualTo(3);
    }

    @Test
    void aPipelineThatIsLeftByAnExceptionLeavesNothingBehind() {
        assertThatThrownBy(() -> {
                    try (Pipeline pipeline = pipeline()) {
                        pipeline.set("one", "1");
                        pipeline.set("two", "2");
                        throw new IllegalStateException("half-way");
                    }
                })
                .hasMessage("half-way");

        assertThat(pool.getMetrics().inUse()).isZero();
        Pipeline closed = pipeline();
        closed.close();
        assertThatThrownBy(() -> closed.set("one", "too late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPipelineThatNobodyCanCloseAnyMoreIsClosedByThePool() {
        forgetPipeline();

        await().until(() -> {
            System.gc();
            return pool.getMetrics().inUse() == 0;
        });
    }

    private void forgetPipeline() {
        Pipeline forgotten = pipeline();
        forgotten.set("one", "1");
        forgotten.set("two", "2");
        assertThat(pool.getMetrics().inUse()).isPositive();
    }

    @Test
    void aPipelineOfTheCommandsIsTheSame() throws Exception {
        // By reflection, because what it returns is of another type in each version of Jedis.
        try (AutoCloseable opened =
                (AutoCloseable) UnifiedJedis.class.getMethod("pipelined").invoke(commands)) {
            assertThat(opened).isInstanceOf(Pipeline.class);
            ((Pipeline) opened).set("key", "value");
        }
        assertThat(commands.get("key")).isEqualTo("value");
    }

    private Pipeline pipeline() {
        return ClusterPools.pipeline(pool);
    }
}
