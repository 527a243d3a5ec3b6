package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.spring.actuate.HealthProbe.Answer;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports the health of all pools. Spring Boot asks for one after the other, and without a time limit: here all
 * backends are asked at the same time, so that a report of all pools takes one timeout at most.
 */
final class HealthProbes implements AutoCloseable {

    private final Map<ManagedPool, HealthProbe> probes = new LinkedHashMap<>();
    private final Duration timeout;
    private final ExecutorService executor;

    HealthProbes(Collection<? extends ManagedPool> pools, PoolHealthProperties properties) {
        timeout = properties.getTimeout();
        pools.forEach(pool -> probes.put(pool, new HealthProbe(pool, timeout, properties.getCache())));
        executor = executor();
    }

    /** Threads exist only while a backend is being asked, one for each, and shortly after. */
    private static ExecutorService executor() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "earnorm-pool-health");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Something for each pool, by backend and by name. */
    <H> Map<String, Map<String, H>> byBackend(Function<ManagedPool, H> maker) {
        Map<String, Map<String, H>> byBackend = new TreeMap<>();
        probes.keySet()
                .forEach(pool -> byBackend
                        .computeIfAbsent(pool.backend(), backend -> new TreeMap<>())
                        .put(pool.name(), maker.apply(pool)));
        return byBackend;
    }

    /** One pool's health. */
    HealthReport report(ManagedPool pool) {
        return switch (pool.state()) {
            case NEW -> report(HealthReport.UNKNOWN, "not started", null, pool);
            case SUSPENDED -> report(HealthReport.OUT_OF_SERVICE, "suspended", null, pool);
            case DRAINING -> report(HealthReport.OUT_OF_SERVICE, "closing", null, pool);
            case CLOSED -> report(HealthReport.DOWN, "closed", null, pool);
            case RUNNING, PAUSED -> probed(pool);
        };
    }

    private HealthReport probed(ManagedPool pool) {
        HealthProbe probe = probes.get(pool);
        if (probe == null) {
            throw new IllegalArgumentException("Not one of these pools: " + pool.name());
        }
        if (probe.isStale()) {
            probes.values().forEach(each -> each.refresh(executor));
        }
        Answer answer = probe.answer();
        if (answer == null) {
            return report(HealthReport.DOWN, "no answer within %d ms".formatted(timeout.toMillis()), null, pool);
        }
        boolean up = answer.up() && pool.state() != PoolState.PAUSED;
        return report(up ? HealthReport.UP : HealthReport.DOWN, answer.reason(), answer, pool);
    }

    private static HealthReport report(String status, String reason, @Nullable Answer answer, ManagedPool pool) {
        PoolMetrics now = pool.getMetrics();
        Map<String, Object> details = new LinkedHashMap<>();
        if (answer != null) {
            details.putAll(answer.details());
        }
        details.put("state", pool.state().name());
        details.put("reason", reason);
        details.put("total", now.total());
        details.put("idle", now.idle());
        details.put("inUse", now.inUse());
        details.put("pending", now.pending());
        details.put("maxSize", now.maxSize());
        if (answer != null) {
            details.put("lastProbe", answer.when().toString());
        }
        return new HealthReport(status, details);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
