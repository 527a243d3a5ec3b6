package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolState;
import io.earnorm.pool.redis.RedisClusterPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

@WithRedisCluster
class ClusterTest {

    @Test
    void aClusterIsInjectedByTypeAndByNameBesidePoolsOfOneServer(RedisCluster cluster) {
        withCluster(cluster)
                .withPropertyValues(
                        "earnorm.pool.redis.sessions.uri=redis://localhost:1",
                        "earnorm.pool.redis.big.cluster.max-total=7",
                        "earnorm.pool.redis.big.max-size=4")
                .withUserConfiguration(Injected.class)
                .run(context -> {
                    Injected injected = context.getBean(Injected.class);
                    assertThat(injected.cluster).isSameAs(injected.named).isSameAs(context.getBean("bigPool"));
                    assertThat(injected.sessions.name()).isEqualTo("sessions");
                    assertThat(injected.cluster.commands().set("key", "value")).isEqualTo("OK");
                    assertThat(injected.cluster.config().maxSize()).isEqualTo(4);
                    await().untilAsserted(
                                    () -> assertThat(injected.cluster.nodes()).hasSize(3)); // It is filled at start.
                    assertThat(injected.cluster.getMetrics().maxSize()).isEqualTo(7);
                });
    }

    @Test
    void aUriNamesAClusterAsWell(RedisCluster cluster) {
        Applications.withPools()
                .withPropertyValues("earnorm.pool.redis.uri=" + cluster.uri())
                .run(context -> {
                    RedisClusterPool pool = context.getBean("redisPool", RedisClusterPool.class);
                    assertThat(pool.commands().ping()).isEqualTo("PONG");
                });
    }

    @Test
    void itHoldsNoConnectionBetweenStopAndStartAndAfterTheEnd(RedisCluster cluster) {
        RedisClusterPool[] last = new RedisClusterPool[1];
        withCluster(cluster).run(context -> {
            RedisClusterPool pool = context.getBean(RedisClusterPool.class);
            PoolLifecycle life = context.getBean(PoolLifecycle.class);
            pool.commands().set("key", "value");

            life.stop();
            assertThat(pool.getMetrics().total()).isZero();
            life.start();

            assertThat(pool.commands().get("key")).isEqualTo("value");
            last[0] = pool;
        });
        assertThat(last[0].state()).isEqualTo(PoolState.CLOSED);
        assertThat(last[0].getMetrics().total()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster.nodes=h;uri=redis://h          | uri | both a URI and the nodes of a cluster",
                "cluster.max-total=3;uri=redis://h      | uri | it names one server",
                "cluster.nodes=h;sentinel.master=m      | cluster.nodes | both a cluster and sentinels",
                "cluster.max-total=3                    | cluster.nodes | it is not set",
                "cluster.nodes=h,user:pw@b              | cluster.nodes | must be host or host:port",
                "cluster.nodes=h;database=1             | database | database 0 only",
                "cluster.nodes=h;extra-config.db=1      | extra-config.db | database 0 only",
                "cluster.nodes=h;extra-config.protocol=3 | extra-config.protocol | must be 2 for a cluster",
                "cluster.nodes=h;resilience.retry.max-attempts=2 | resilience | neither retry nor breaker",
                "cluster.nodes=h;cluster.max-total=-1   | cluster.max-total | must be at least 1, or 0 for no limit",
                "cluster.nodes=h;cluster.max-redirections=0 | cluster.max-redirections | must be at least 1",
                "cluster.nodes=h;cluster.command-timeout=0 | cluster.command-timeout | must be from 1 ms",
                "cluster.nodes=h;cluster.topology-refresh=-1 | cluster.topology-refresh | or zero for none",
                "cluster.nods=h                         | cluster.nods | there is no setting of this name",
                "uri=redis-cluster://user:pw@h/3        | uri | database 0 only",
            })
    void whatCannotWorkIsNamed(String settings, String property, String reason) {
        String[] properties = Arrays.stream(settings.trim().split(";"))
                .map(setting -> "earnorm.pool.redis.big." + setting)
                .toArray(String[]::new);
        Applications.withPools().withPropertyValues(properties).run(context -> {
            Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
            assertThat(root).isInstanceOfSatisfying(PoolPropertyException.class, failure -> {
                assertThat(failure.description())
                        .contains("Property: earnorm.pool.redis.big." + property + System.lineSeparator(), reason)
                        .doesNotContain("user:pw");
                assertThat(failure.action()).isNotEmpty();
            });
        });
    }

    private static ApplicationContextRunner withCluster(RedisCluster cluster) {
        return Applications.withPools().withPropertyValues("earnorm.pool.redis.big.cluster.nodes=" + cluster.nodes());
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {
        @Autowired
        RedisClusterPool cluster;

        @Autowired
        @Qualifier("big")
        RedisClusterPool named;

        @Autowired
        RedisPool sessions;
    }
}
