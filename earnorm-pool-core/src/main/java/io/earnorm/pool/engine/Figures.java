package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.metrics.ResourceUsage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the pool looks like. Takes the lock for a few reads at most. */
final class Figures<C> {

    /** Rough size of a slot with its entry in the array. */
    private static final long SLOT_BYTES = 360;

    /** Rough size of an engine without slots and histograms. */
    private static final long ENGINE_BYTES = 4_096;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    Figures(PoolContext<C> pool, Exchange<C> exchange) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = exchange.places;
    }

    PoolMetrics metrics() {
        int[] states = new int[Slot.CLOSING + 1];
        for (Slot<C> slot : places.slots.all()) {
            states[slot.state()]++;
        }
        PoolConfig config = pool.config();
        return new PoolMetrics(
                states[Slot.CONNECTING],
                states[Slot.IDLE] + states[Slot.RESERVED],
                states[Slot.IN_USE],
                states[Slot.CLOSING],
                exchange.queue.size(),
                config.minSize(),
                config.maxSize());
    }

    List<ConnectionMetrics> connections() {
        long now = pool.now();
        Slot<C>[] slots = places.slots.all(); // In order of creation: new ones are added at the end.
        Map<Long, String> names = threadNames(slots);
        List<ConnectionMetrics> connections = new ArrayList<>();
        for (Slot<C> slot : slots) {
            connections.add(slot.metrics(now, number -> names.getOrDefault(number, "thread " + number)));
        }
        return connections;
    }

    /**
     * Of the holders that are alive and not virtual, by number. A slot knows the number of its holder alone: to
     * write down the thread itself would slow every lease, and keep it. Asks the JVM, not the threads: a subclass
     * of {@link Thread} may answer with a number that is another one's.
     */
    private static <C> Map<Long, String> threadNames(Slot<C>[] slots) {
        long[] holders = Arrays.stream(slots)
                .mapToLong(slot -> slot.holder)
                .filter(number -> number > 0)
                .distinct()
                .toArray();
        Map<Long, String> names = new HashMap<>();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().getThreadInfo(holders)) {
            if (thread != null) {
                names.put(thread.getThreadId(), thread.getThreadName());
            }
        }
        return names;
    }

    PoolStatistics statistics() {
        Recorder recorder = pool.recorder;
        PoolMetrics now = metrics();
        recorder.inUse(now.inUse());
        long acquired = acquired();
        return new PoolStatistics(
                Duration.ofNanos(pool.uptime()),
                recorder.created.sum(),
                recorder.creationFailures.sum(),
                recorder.destroyed.sum(),
                acquired,
                Math.max(0, acquired - now.inUse()),
                recorder.failures(),
                recorder.evictions(),
                recorder.leaks.sum(),
                recorder.peakInUse(),
                exchange.queue.peak(),
                recorder.waits(acquired),
                recorder.usages(),
                recorder.creations(),
                resources(now));
    }

    private ResourceUsage resources(PoolMetrics now) {
        return new ResourceUsage(
                pool.connector.sockets(now.idle() + now.inUse() + now.closing()),
                places.connections.running(),
                ENGINE_BYTES + now.total() * SLOT_BYTES + pool.recorder.footprint());
    }

    /** The slots count their own uses, so that the fast path shares no counter. */
    private long acquired() {
        long[] uses = {0};
        exchange.change(effects -> {
            uses[0] = places.retiredUses();
            for (Slot<C> slot : places.slots.all()) {
                uses[0] += slot.uses();
            }
        });
        return uses[0];
    }
}
