package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.PoolListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The meters that the Spring Boot starter binds, by hand. */
final class Meters {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Meters() {}

    /** Gauges and counters that a thread reads, far more often than a monitoring system would. */
    static void scraped(Pool<Object> pool) {
        MeterRegistry registry = new SimpleMeterRegistry();
        Gauge.builder("idle", pool, it -> it.getMetrics().idle()).register(registry);
        Gauge.builder("in_use", pool, it -> it.getMetrics().inUse()).register(registry);
        Gauge.builder("pending", pool, it -> it.getMetrics().pending()).register(registry);
        FunctionCounter.builder("acquired", pool, it -> it.getStatistics().acquired())
                .register(registry);
        Thread.ofPlatform().daemon().start(() -> scrape(pool, registry));
    }

    static void exact(Pool<Object> pool) {
        MeterRegistry registry = new SimpleMeterRegistry();
        pool.addListener(new ExactTimers(registry.timer("acquire"), registry.timer("usage")));
    }

    static void silent(Pool<Object> pool) {
        pool.addListener(new PoolListener() {});
    }

    private static void scrape(Pool<Object> pool, MeterRegistry registry) {
        while (pool.state() != PoolState.CLOSED) {
            registry.getMeters().forEach(meter -> meter.measure().forEach(it -> it.getValue()));
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private record ExactTimers(Timer acquire, Timer usage) implements PoolListener {

        @Override
        public void acquired(long id, Duration waited) {
            acquire.record(waited);
        }

        @Override
        public void released(long id, Duration held) {
            usage.record(held);
        }
    }
}
