package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.PoolListener;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** Records every single acquire, use and creation, for those who want histograms. */
final class ExactTimers implements PoolListener {

    private final Timer acquire;
    private final Timer usage;
    private final Timer creation;

    private ExactTimers(MeterRegistry registry, Tags tags) {
        acquire = timer("acquire", "Waits for a connection", registry, tags);
        usage = timer("usage", "Times for which connections were leased", registry, tags);
        creation = timer("creation", "Times that it took to make connections", registry, tags);
    }

    /** Begins to listen; the result ends that. */
    static Runnable register(Pool<?> pool, MeterRegistry registry, Tags tags, List<Meter> meters) {
        ExactTimers timers = new ExactTimers(registry, tags);
        meters.addAll(List.of(timers.acquire, timers.usage, timers.creation));
        pool.addListener(timers);
        return () -> pool.removeListener(timers);
    }

    private static Timer timer(String name, String description, MeterRegistry registry, Tags tags) {
        return Timer.builder("earnorm.pool." + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void acquired(long id, Duration waited) {
        acquire.record(waited);
    }

    @Override
    public void released(long id, Duration held) {
        usage.record(held);
    }

    @Override
    public void connectionReady(long id, Duration took) {
        creation.record(took);
    }
}
