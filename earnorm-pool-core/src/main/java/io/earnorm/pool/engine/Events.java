package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.PoolListener;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners, outside every lock. What one of them throws is logged and changes nothing. */
final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final String pool;
    private final CopyOnWriteArrayList<Registered> listeners = new CopyOnWriteArrayList<>();

    Events(String pool) {
        this.pool = pool;
    }

    void add(PoolListener listener) {
        listeners.add(new Registered(listener));
    }

    void remove(PoolListener listener) {
        for (Registered registered : listeners) {
            if (registered.listener == listener) {
                listeners.remove(registered);
                break;
            }
        }
    }

    void tell(Consumer<PoolListener> event) {
        if (listeners.isEmpty()) { // One volatile read on the fast path.
            return;
        }
        for (Registered registered : listeners) {
            try {
                event.accept(registered.listener);
            } catch (Throwable t) { // Also an Error: a listener can't break the pool.
                LOG.warn("Pool '{}': a listener failed", pool, t);
            }
        }
    }

    /** Compares by identity, whatever the listener's own {@code equals} says. */
    private static final class Registered {

        final PoolListener listener;

        Registered(PoolListener listener) {
            this.listener = listener;
        }
    }
}
