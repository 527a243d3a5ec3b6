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
    private final PoolAttachments attachments = new PoolAttachments();
    private final Collection<Runnable> ends = new ConcurrentLinkedQueue<>();

    PoolMetersBinder(ListableBeanFactory beans, PoolMetricsProperties properties) {
        this.beans = beans;
        this.exactTimers = properties.isExactTimers();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ends.add(PoolBeansOfContext.each(
                beans, pool -> attachments.add(pool, new PoolMeters(pool, registry, exactTimers)::remove)));
    }

    /** Registries may outlive the application context. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        ends.clear();
        attachments.close();
    }
}
