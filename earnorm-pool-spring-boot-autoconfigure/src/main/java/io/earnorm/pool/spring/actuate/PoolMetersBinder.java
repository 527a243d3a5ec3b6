package io.earnorm.pool.spring.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.ListableBeanFactory;

/** Measures every pool of the application context, for as long as it is open. */
final class PoolMetersBinder implements MeterBinder, AutoCloseable {

    private final ListableBeanFactory beans;
    private final boolean exactTimers;
    private final Collection<PoolMeters> bound = new ConcurrentLinkedQueue<>();
    private final Collection<Runnable> ends = new ConcurrentLinkedQueue<>();

    PoolMetersBinder(ListableBeanFactory beans, PoolMetricsProperties properties) {
        this.beans = beans;
        this.exactTimers = properties.isExactTimers();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ends.add(PoolBeansOfContext.each(beans, pool -> bound.add(new PoolMeters(pool, registry, exactTimers))));
    }

    /** Registries may outlive the application context. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        ends.clear();
        bound.forEach(PoolMeters::remove);
        bound.clear();
    }
}
