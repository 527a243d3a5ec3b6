package io.earnorm.pool.redis;

import io.earnorm.pool.metrics.Percentiles;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.metrics.ResourceUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** The figures of several pools as those of one. */
final class ClusterFigures {

    private ClusterFigures() {}

    /** Sums; the ceiling is the lower one of all pools' together and the limit, where zero is none. */
    static PoolMetrics metrics(Collection<RedisPool> pools, int maxTotal) {
        List<PoolMetrics> all = pools.stream().map(RedisPool::getMetrics).toList();
        int ceiling = sum(all, PoolMetrics::maxSize);
        return new PoolMetrics(
                sum(all, PoolMetrics::connecting),
                sum(all, PoolMetrics::idle),
                sum(all, PoolMetrics::inUse),
                sum(all, PoolMetrics::closing),
                sum(all, PoolMetrics::pending),
                sum(all, PoolMetrics::minSize),
                maxTotal == 0 ? ceiling : Math.min(maxTotal, ceiling));
    }

    /** Sums, and of what can't be added the largest. */
    static PoolStatistics statistics(Collection<RedisPool> pools) {
        List<PoolStatistics> all = pools.stream().map(RedisPool::getStatistics).toList();
        return new PoolStatistics(
                longest(all, PoolStatistics::uptime),
                total(all, PoolStatistics::created),
                total(all, PoolStatistics::creationFailures),
                total(all, PoolStatistics::destroyed),
                total(all, PoolStatistics::acquired),
                total(all, PoolStatistics::released),
                byReason(all, PoolStatistics::acquireFailures),
                byReason(all, PoolStatistics::evictions),
                total(all, PoolStatistics::leaksDetected),
                sum(all, PoolStatistics::peakInUse),
                sum(all, PoolStatistics::peakPending),
                percentiles(all, PoolStatistics::waitTime),
                percentiles(all, PoolStatistics::usage),
                percentiles(all, PoolStatistics::creation),
                new ResourceUsage(
                        sum(all, one -> one.resources().sockets()),
                        sum(all, one -> one.resources().threads()),
                        total(all, one -> one.resources().memoryBytes())));
    }

    private static Percentiles percentiles(List<PoolStatistics> all, Function<PoolStatistics, Percentiles> which) {
        List<Percentiles> parts = all.stream().map(which).toList();
        long count = total(parts, Percentiles::count);
        double nanos = parts.stream()
                .mapToDouble(part -> (double) part.mean().toNanos() * part.count())
                .sum();
        return new Percentiles(
                count,
                Duration.ofNanos(count == 0 ? 0 : (long) (nanos / count)),
                longest(parts, Percentiles::p50),
                longest(parts, Percentiles::p90),
                longest(parts, Percentiles::p99),
                longest(parts, Percentiles::p999),
                longest(parts, Percentiles::max));
    }

    private static <T> int sum(List<T> all, ToIntFunction<T> figure) {
        return all.stream().mapToInt(figure).sum();
    }

    private static <T> long total(List<T> all, ToLongFunction<T> figure) {
        return all.stream().mapToLong(figure).sum();
    }

    private static <T> Duration longest(List<T> all, Function<T, Duration> length) {
        return all.stream().map(length).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static <K> Map<K, Long> byReason(List<PoolStatistics> all, Function<PoolStatistics, Map<K, Long>> counts) {
        Map<K, Long> sums = new HashMap<>();
        all.forEach(one -> counts.apply(one).forEach((reason, count) -> sums.merge(reason, count, Long::sum)));
        return sums;
    }
}
