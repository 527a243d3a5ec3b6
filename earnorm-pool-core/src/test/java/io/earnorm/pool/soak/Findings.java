package io.earnorm.pool.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What a soak has seen: broken promises, and what it counted. Thread-safe. */
final class Findings {

    /** How late an acquire may be on a machine that is busy with other things. */
    private static final Duration TOLERANCE = Duration.ofMillis(Long.getLong("soak.toleranceMillis", 5_000));

    private static final int LONGEST_LIST = 50;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong violationCount = new AtomicLong();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAccumulator longestWait = new LongAccumulator(Math::max, 0);
    private final LongAccumulator latest = new LongAccumulator(Math::max, 0);

    void violation(String what) {
        if (violationCount.incrementAndGet() <= LONGEST_LIST) {
            violations.add(what);
        }
    }

    void require(boolean condition, String what) {
        if (!condition) {
            violation(what);
        }
    }

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long number) {
        counts.computeIfAbsent(what, key -> new LongAdder()).add(number);
    }

    long counted(String what) {
        LongAdder counter = counts.get(what);
        return counter == null ? 0 : counter.sum();
    }

    /** An acquire ended, in whatever way. */
    void ended(String how, Duration took, Duration timeout) {
        long late = took.minus(timeout).toNanos();
        longestWait.accumulate(took.toNanos());
        latest.accumulate(late);
        require(
                late <= TOLERANCE.toNanos(),
                "An acquire with a timeout of %d ms ended (%s) after %d ms"
                        .formatted(timeout.toMillis(), how, took.toMillis()));
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((what, counter) -> sorted.put(what, counter.sum()));
        return sorted;
    }

    Duration longestWait() {
        return Duration.ofNanos(longestWait.get());
    }

    Duration latest() {
        return Duration.ofNanos(latest.get());
    }
}
