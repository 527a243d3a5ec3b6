package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Observes each attempt of a pool to connect. Another name than the timer's: the observation becomes a timer, too. */
final class CreationObserver implements PoolListener {

    static final String NAME = "earnorm.pool.connect";

    private final Pool<?> pool;
    private final ObservationRegistry registry;
    private final Map<Long, Observation> attempts = new ConcurrentHashMap<>();

    CreationObserver(Pool<?> pool, ObservationRegistry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    @Override
    public void connectionCreated(long id) {
        Observation attempt = Observation.createNotStarted(NAME, registry)
                .contextualName("connect pool " + pool.name())
                .lowCardinalityKeyValue("pool", pool.name())
                .lowCardinalityKeyValue("backend", pool.backend())
                .highCardinalityKeyValue("connection", Long.toString(id));
        attempts.put(id, attempt.start());
    }

    @Override
    public void connectionReady(long id, Duration took) {
        end(id, "ready");
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        end(id, "failed");
    }

    /** Of a connection that was made nothing is left here when it is destroyed. */
    private void end(long id, String outcome) {
        Observation attempt = attempts.remove(id);
        if (attempt != null) {
            attempt.lowCardinalityKeyValue("outcome", outcome).stop();
        }
    }
}
