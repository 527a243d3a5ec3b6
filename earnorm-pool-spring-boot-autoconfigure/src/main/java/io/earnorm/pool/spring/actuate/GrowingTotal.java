package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.metrics.Percentiles;
import io.earnorm.pool.metrics.PoolStatistics;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Sum of times: their mean times their count. The mean is one of a sample, and may move down a little; the sum
 * may not, or a monitoring system would take that for a restart.
 */
final class GrowingTotal {

    private final ToLongFunction<PoolStatistics> count;
    private final Function<PoolStatistics, Percentiles> times;
    private double highest;

    GrowingTotal(ToLongFunction<PoolStatistics> count, Function<PoolStatistics, Percentiles> times) {
        this.count = count;
        this.times = times;
    }

    synchronized double nanos(PoolStatistics now) {
        double total = (double) times.apply(now).mean().toNanos() * count.applyAsLong(now);
        highest = Math.max(highest, total);
        return highest;
    }
}
