package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.PoolListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;

/** Tells what is being observed, for example a request, that it waited long for a connection. */
final class LongWaitObserver implements PoolListener {

    static final String NAME = "earnorm.pool.wait";

    private final Pool<?> pool;
    private final ObservationRegistry registry;
    private final Duration longWait;

    LongWaitObserver(Pool<?> pool, ObservationRegistry registry, Duration longWait) {
        this.pool = pool;
        this.registry = registry;
        this.longWait = longWait;
    }

    @Override
    public void acquired(long id, Duration waited) {
        tell("for connection %d".formatted(id), waited);
    }

    @Override
    public void acquireFailed(AcquireFailure reason, Duration waited) {
        tell("and got no connection: " + reason, waited);
    }

    private void tell(String result, Duration waited) {
        if (waited.compareTo(longWait) < 0) {
            return;
        }
        Observation current = registry.getCurrentObservation();
        if (current != null) {
            current.event(Observation.Event.of(
                    NAME, "waited %d ms in pool '%s' %s".formatted(waited.toMillis(), pool.name(), result)));
        }
    }
}
