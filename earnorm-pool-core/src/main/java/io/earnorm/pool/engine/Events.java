package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.PoolListener;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tells the listeners, outside every lock. What one of them throws is logged and changes nothing. */
final class Events {

    private static final Log LOG = new Log(Events.class);

    private final String pool;
    private final CopyOnWriteArrayList<Registered> listeners = new CopyOnWriteArrayList<>();

    /** What is told of each lease, also of one that has not to wait. */
    private static final List<Method> LEASES = Stream.of(PoolListener.class.getMethods())
            .filter(event -> Set.of("acquireStarted", "acquired", "released").contains(event.getName()))
            .toList();

    /** Read by each lease: while nobody wants to hear of it, its events cost no more than that. */
    private final AtomicInteger hearingLeases = new AtomicInteger();

    Events(String pool) {
        this.pool = pool;
    }

    void add(PoolListener listener) {
        Registered registered = new Registered(listener);
        hearingLeases.addAndGet(registered.hearsLeases ? 1 : 0);
        listeners.add(registered);
    }

    void remove(PoolListener listener) {
        for (Registered registered : listeners) {
            if (registered.listener == listener && listeners.remove(registered)) {
                hearingLeases.addAndGet(registered.hearsLeases ? -1 : 0);
                break;
            }
        }
    }

    /** Whether a listener wants to hear of leases. */
    boolean hearLeases() {
        return hearingLeases.get() > 0;
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
        final boolean hearsLeases;

        Registered(PoolListener listener) {
            this.listener = listener;
            this.hearsLeases = LEASES.stream().anyMatch(event -> overrides(listener, event));
        }

        private static boolean overrides(PoolListener listener, Method event) {
            try {
                return listener.getClass()
                                .getMethod(event.getName(), event.getParameterTypes())
                                .getDeclaringClass()
                        != PoolListener.class;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return true; // In doubt it hears them.
            }
        }
    }
}
