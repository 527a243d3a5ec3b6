package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Observes every pool of the application context, from before they are filled, and also where beans are lazy. */
final class PoolObservations implements SmartInitializingSingleton, AutoCloseable {

    private final ListableBeanFactory beans;
    private final ObservationRegistry registry;
    private final Duration longWait;
    private final PoolAttachments attachments = new PoolAttachments();
    private final Collection<Runnable> ends = new ConcurrentLinkedQueue<>();

    PoolObservations(ListableBeanFactory beans, ObservationRegistry registry, PoolObservationProperties properties) {
        this.beans = beans;
        this.registry = registry;
        this.longWait = properties.getLongWait();
    }

    @Override
    public void afterSingletonsInstantiated() {
        ends.add(PoolBeansOfContext.each(beans, this::observe));
    }

    private void observe(Pool<?> pool) {
        attachments.listen(pool, new CreationObserver(pool, registry));
        if (!longWait.isZero()) { // Whoever hears of acquires makes each a little slower.
            attachments.listen(pool, new LongWaitObserver(pool, registry, longWait));
        }
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        ends.clear();
        attachments.close();
    }
}
