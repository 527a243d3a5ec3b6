package io.earnorm.pool.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Lets Resilience4j, which asks a {@code Clock} how long its breaker has been open, live on
 * monotonic time: somebody who sets the wall clock would prolong or end the open state otherwise.
 */
final class MonotonicClock extends Clock {

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Instant start;
    private final ZoneId zone;

    MonotonicClock(LongSupplier nanoTime) {
        this(nanoTime, nanoTime.getAsLong(), Instant.now(), ZoneOffset.UTC);
    }

    private MonotonicClock(LongSupplier nanoTime, long startNanos, Instant start, ZoneId zone) {
        this.nanoTime = nanoTime;
        this.startNanos = startNanos;
        this.start = start;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MonotonicClock(nanoTime, startNanos, start, zone);
    }
}
