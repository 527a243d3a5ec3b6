package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;

/** Measures every pool of the application context, for as long as it is open. */
final class PoolMetersBinder implements MeterBinder, AutoCloseable {

    private final ListableBeanFactory beans;
    private final boolean exactTimers;
    private final List<PoolMeters> bound = new ArrayList<>();

    PoolMetersBinder(ListableBeanFactory beans, PoolMetricsProperties properties) {
        this.beans = beans;
        this.exactTimers = properties.isExactTimers();
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        for (Pool<?> pool : PoolBeansOfContext.in(beans)) {
            bound.add(new PoolMeters(pool, registry, exactTimers));
        }
    }

    /** Registries may outlive the application context. */
    @Override
    public synchronized void close() {
        bound.forEach(PoolMeters::remove);
        bound.clear();
    }
}
