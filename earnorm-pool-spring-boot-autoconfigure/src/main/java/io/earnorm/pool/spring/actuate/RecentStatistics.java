package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.PoolStatistics;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes one snapshot for all the meters that are read in a row: each copies the pool's histograms. */
final class RecentStatistics {

    private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pool<?> pool;
    private @Nullable PoolStatistics last;
    private long takenAt;

    RecentStatistics(Pool<?> pool) {
        this.pool = pool;
    }

    synchronized PoolStatistics get() {
        long now = System.nanoTime();
        PoolStatistics statistics = last;
        if (statistics == null || now - takenAt > RECENT_NANOS) {
            statistics = pool.getStatistics();
            last = statistics;
            takenAt = now;
        }
        return statistics;
    }
}
