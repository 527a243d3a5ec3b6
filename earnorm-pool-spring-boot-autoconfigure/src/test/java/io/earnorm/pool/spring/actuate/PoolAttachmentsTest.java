package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.redis.RedisClusterPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.FakePool;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.WithRedisCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import redis.clients.jedis.HostAndPort;

@WithRedisCluster
class PoolAttachmentsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final PoolAttachments attachments = new PoolAttachments();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void whatIsAttachedToAPoolEndsOnceWhicheverIsClosedFirst() {
        try (FakePool pool = pool()) {
            attachments.add(pool, ends::incrementAndGet);
            assertThat(ends).hasValue(0);
            pool.close();
            assertThat(ends).hasValue(1);
            attachments.close();
            assertThat(ends).hasValue(1);
        }
        try (FakePool pool = pool()) {
            attachments.add(pool, ends::incrementAndGet);
            attachments.close();
            assertThat(ends).hasValue(2);
        }
        assertThat(ends).hasValue(2);
    }

    @Test
    void whatIsAttachedToAClosedPoolEndsAtOnce() {
        FakePool pool = pool();
        pool.close();
        attachments.add(pool, ends::incrementAndGet);
        assertThat(ends).hasValue(1);
    }

    @Test
    void nothingIsLeftOfTheClosedPoolOfANode(RedisCluster cluster) {
        Applications.withPools()
                .withConfiguration(AutoConfigurations.of(
                        PoolMetricsAutoConfiguration.class, PoolObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withPropertyValues(
                        "earnorm.pool.redis.big.cluster.nodes=" + cluster.nodes(),
                        "earnorm.pool.metrics.exact-timers=true",
                        "earnorm.pool.observation.long-wait=1s")
                .run(context -> {
                    RedisClusterPool pool = context.getBean(RedisClusterPool.class);
                    context.getBean(MeterBinder.class).bindTo(registry); // As Spring Boot does.
                    try (LeakReports leaks = new LeakReports(PoolBeansOfContext.in(context))) {
                        forgets(pool);
                        assertThat(leaks.of(pool)).isEmpty();
                    }
                });
    }

    private void forgets(RedisClusterPool pool) {
        await().until(() -> pool.nodes().size() == 3); // Begun at start.
        HostAndPort address = pool.nodes().keySet().iterator().next();
        WeakReference<RedisPool> closed = close(pool.nodes().get(address));

        for (int key = 0; key < 100; key++) { // Of all nodes: that one's pool is made again.
            pool.commands().get("key" + key);
        }
        assertThat(measured()).hasSize(3).contains("big[%s]".formatted(address));
        await().until(() -> {
            System.gc();
            return closed.refersTo(null);
        });
    }

    private static WeakReference<RedisPool> close(RedisPool pool) {
        pool.close();
        return new WeakReference<>(pool);
    }

    private Set<String> measured() {
        return registry.getMeters().stream()
                .map(meter -> String.valueOf(meter.getId().getTag("pool")))
                .collect(Collectors.toSet());
    }

    private static FakePool pool() {
        return new FakeServer().create(PoolOptions.builder().name("jobs").build());
    }
}
