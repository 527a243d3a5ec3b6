package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.Percentiles;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of one pool in one registry. They read what the pool counts anyway, so that measuring costs an
 * acquire nothing; only {@link ExactTimers} listen.
 */
final class PoolMeters {

    private static final String PREFIX = "earnorm.pool.";

    private final Pool<?> pool;
    private final MeterRegistry registry;
    private final Tags tags;
    private final RecentStatistics statistics;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final Runnable silence;

    PoolMeters(Pool<?> pool, MeterRegistry registry, boolean exactTimers) {
        this.pool = pool;
        this.registry = registry;
        this.tags = Tags.of("pool", pool.name(), "backend", pool.backend());
        this.statistics = new RecentStatistics(pool);
        sizes();
        counts();
        silence = exactTimers ? ExactTimers.register(pool, registry, tags, meters) : timers();
    }

    /** Forgets the pool. */
    void remove() {
        silence.run();
        meters.forEach(registry::remove);
    }

    private void sizes() {
        state("connecting", PoolMetrics::connecting);
        state("idle", PoolMetrics::idle);
        state("in_use", PoolMetrics::inUse);
        state("closing", PoolMetrics::closing);
        gauge("pending", "Acquires waiting", Tags.empty(), PoolMetrics::pending);
        gauge("max", "Most connections at once", Tags.empty(), PoolMetrics::maxSize);
        gauge("min", "Connections kept ready", Tags.empty(), PoolMetrics::minSize);
    }

    private void state(String state, ToDoubleFunction<PoolMetrics> value) {
        gauge("connections", "Connections that count in the ceiling, by state", Tags.of("state", state), value);
    }

    private void gauge(String name, String description, Tags more, ToDoubleFunction<PoolMetrics> value) {
        meters.add(Gauge.builder(PREFIX + name, this, self -> value.applyAsDouble(self.pool.getMetrics()))
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }

    private void counts() {
        count(
                "timeouts",
                "Acquires that got no connection in time",
                Tags.empty(),
                now -> now.acquireFailures().getOrDefault(AcquireFailure.TIMEOUT, 0L));
        count(
                "creation.failures",
                "Connections that could not be made",
                Tags.empty(),
                PoolStatistics::creationFailures);
        count(
                "leaks",
                "Leases held for longer than the leak detection threshold",
                Tags.empty(),
                PoolStatistics::leaksDetected);
        for (EvictionReason reason : EvictionReason.values()) {
            Tags tag = Tags.of("reason", reason.name().toLowerCase(Locale.ROOT));
            count(
                    "evictions",
                    "Connections that left the pool",
                    tag,
                    now -> now.evictions().getOrDefault(reason, 0L));
        }
    }

    private void count(String name, String description, Tags more, ToLongFunction<PoolStatistics> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, this, self -> value.applyAsLong(self.statistics.get()))
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }

    /** Count and sum, as far as the pool knows them: of uses it times a sample. */
    private Runnable timers() {
        timer("acquire", "Waits for a connection", PoolStatistics::acquired, PoolStatistics::waitTime);
        timer("usage", "Times for which connections were leased", PoolStatistics::released, PoolStatistics::usage);
        timer("creation", "Times that it took to make connections", PoolStatistics::created, PoolStatistics::creation);
        return () -> {};
    }

    private void timer(
            String name,
            String description,
            ToLongFunction<PoolStatistics> count,
            Function<PoolStatistics, Percentiles> times) {
        GrowingTotal total = new GrowingTotal(count, times);
        meters.add(FunctionTimer.builder(
                        PREFIX + name,
                        this,
                        self -> count.applyAsLong(self.statistics.get()),
                        self -> total.nanos(self.statistics.get()),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(tags)
                .register(registry));
    }
}
