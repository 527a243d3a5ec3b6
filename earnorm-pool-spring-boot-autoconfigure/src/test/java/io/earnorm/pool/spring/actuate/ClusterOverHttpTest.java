package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.redis.RedisClusterPool;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of a cluster. */
@WithRedisCluster
class ClusterOverHttpTest {

    @Test
    void aClusterIsOnePoolAndItsNodesAreMeasured(RedisCluster cluster) throws Exception {
        try (WebApplication application = new WebApplication(
                new FakeServer(),
                "earnorm.pool.redis.big.cluster.nodes=" + cluster.nodes(),
                "management.endpoint.earnormpools.access=unrestricted")) {
            RedisClusterPool pool = application.context().getBean(RedisClusterPool.class);
            await().until(() -> pool.nodes().size() == 3); // Begun at start.
            showsItsHealth(application);
            measuresEachNode(application, pool);
            listsTheClusterAndItsNodes(application, pool);
            changesTheWholeCluster(application, pool);
        }
    }

    private static void showsItsHealth(WebApplication application) throws Exception {
        String json = application
                .get("/actuator/health/earnormPool/redis-cluster/big")
                .body();
        assertThat(JsonPath.<String>read(json, "$.status")).as(json).isEqualTo("UP");
        assertThat(JsonPath.<String>read(json, "$.details.slots")).isEqualTo("16384 of 16384");
    }

    private static void measuresEachNode(WebApplication application, RedisClusterPool pool) throws Exception {
        String json =
                application.get("/actuator/metrics/earnorm.pool.connections").body();
        List<List<String>> tags = JsonPath.read(json, "$.availableTags[?(@.tag == 'pool')].values");
        assertThat(tags.get(0))
                .containsExactlyInAnyOrderElementsOf(
                        pool.nodes().values().stream().map(node -> node.name()).toList());
    }

    private static void listsTheClusterAndItsNodes(WebApplication application, RedisClusterPool pool) throws Exception {
        String json = application.get("/actuator/earnormpools").body();
        assertThat(JsonPath.<String>read(json, "$.pools.big.backend")).isEqualTo("redis-cluster");
        for (Object node : pool.nodes().keySet()) {
            String path = "$.pools['big[%s]'].connections.max".formatted(node);
            assertThat(JsonPath.<Integer>read(json, path)).isEqualTo(10);
        }
        String one = application.get("/actuator/earnormpools/big").body();
        assertThat(JsonPath.<Integer>read(one, "$.config.max-size")).isEqualTo(10);
    }

    private static void changesTheWholeCluster(WebApplication application, RedisClusterPool pool) throws Exception {
        assertThat(application
                        .post("/actuator/earnormpools/big/resize", "{\"maxSize\": 5}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(pool.nodes().values())
                .allSatisfy(node -> assertThat(node.config().maxSize()).isEqualTo(5));
        assertThat(application.post("/actuator/earnormpools/big/suspend", "{}").statusCode())
                .isEqualTo(200);
        String health = application
                .get("/actuator/health/earnormPool/redis-cluster/big")
                .body();
        assertThat(JsonPath.<String>read(health, "$.status")).isEqualTo("OUT_OF_SERVICE");
        assertThat(application.post("/actuator/earnormpools/big/resume", "{}").statusCode())
                .isEqualTo(200);
        assertThat(pool.commands().ping()).isEqualTo("PONG");
    }
}
