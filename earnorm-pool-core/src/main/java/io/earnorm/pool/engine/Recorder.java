package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.Percentiles;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts over time. The fast path counts in the slots, so nothing here is shared by threads that find
 * an idle connection; a lease is timed when it is its connection's first in a tick of the coarse clock.
 */
final class Recorder {

    private static final int SAMPLES = 16;

    private static final int DIGITS = 2;

    final LongAdder created = new LongAdder();
    final LongAdder creationFailures = new LongAdder();
    final LongAdder destroyed = new LongAdder();
    final LongAdder leaks = new LongAdder();

    private final Map<AcquireFailure, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<EvictionReason, LongAdder> evictions = new ConcurrentHashMap<>();
    private final AtomicInteger peakInUse = new AtomicInteger();
    private final ConcurrentHistogram waits = new ConcurrentHistogram(DIGITS);
    private final ConcurrentHistogram usages = new ConcurrentHistogram(DIGITS);
    private final ConcurrentHistogram creations = new ConcurrentHistogram(DIGITS);

    /** Whether a lease is the first of a connection, or one in 16. */
    static boolean isSample(long stamp) {
        return (stamp & SAMPLES - 1) == 1;
    }

    void waited(long nanos) {
        waits.recordValue(Math.max(1, nanos));
    }

    void used(long nanos) {
        usages.recordValue(Math.max(1, nanos));
    }

    void created(long nanos) {
        created.increment();
        creations.recordValue(Math.max(1, nanos));
    }

    void failed(AcquireFailure reason) {
        increment(failures, reason);
    }

    void evicted(EvictionReason reason) {
        increment(evictions, reason);
    }

    void inUse(int now) {
        peakInUse.accumulateAndGet(now, Math::max);
    }

    int peakInUse() {
        return peakInUse.get();
    }

    /** The waits of those in the queue, and zero for all others that got a lease. */
    Percentiles waits(long acquired) {
        Histogram all = waits.copy();
        long atOnce = acquired - all.getTotalCount();
        if (atOnce > 0) {
            all.recordValueWithCount(0, atOnce);
        }
        return percentiles(all);
    }

    Percentiles usages() {
        return percentiles(usages.copy());
    }

    Percentiles creations() {
        return percentiles(creations.copy());
    }

    long footprint() {
        return (long) waits.getEstimatedFootprintInBytes()
                + usages.getEstimatedFootprintInBytes()
                + creations.getEstimatedFootprintInBytes();
    }

    Map<AcquireFailure, Long> failures() {
        return counts(failures);
    }

    Map<EvictionReason, Long> evictions() {
        return counts(evictions);
    }

    private static <K> void increment(Map<K, LongAdder> counters, K key) {
        counters.computeIfAbsent(key, first -> new LongAdder()).increment();
    }

    private static <K> Map<K, Long> counts(Map<K, LongAdder> counters) {
        Map<K, Long> counts = new HashMap<>();
        counters.forEach((key, counter) -> counts.put(key, counter.sum()));
        return counts;
    }

    private static Percentiles percentiles(Histogram values) {
        if (values.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                values.getTotalCount(),
                Duration.ofNanos((long) values.getMean()),
                at(values, 50),
                at(values, 90),
                at(values, 99),
                at(values, 99.9),
                Duration.ofNanos(values.getMaxValue()));
    }

    private static Duration at(Histogram values, double percentile) {
        return Duration.ofNanos(values.getValueAtPercentile(percentile));
    }
}
