package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.Percentiles;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.spring.actuate.LeakReports.Leak;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One pool, as the endpoint shows it.
 *
 * @param connections how many there are now
 * @param pending acquires waiting now
 * @param utilization share of the ceiling that is leased, from 0 to 1
 * @param totals counts since the pool was first used
 */
record PoolReport(
        String name,
        String backend,
        String state,
        Sizes connections,
        int pending,
        double utilization,
        Totals totals,
        Times waitTime,
        Times usage,
        Times creation) {

    static PoolReport of(ManagedPool pool) {
        PoolMetrics now = pool.getMetrics();
        PoolStatistics statistics = pool.getStatistics();
        return new PoolReport(
                pool.name(),
                pool.backend(),
                pool.state().name(),
                Sizes.of(now),
                now.pending(),
                now.utilization(),
                Totals.of(statistics),
                Times.of(statistics.waitTime()),
                Times.of(statistics.usage()),
                Times.of(statistics.creation()));
    }

    /** All pools, by name. */
    record All(Map<String, PoolReport> pools) {}

    /** One pool, with the settings in force, each of its connections, and its last leaks. */
    record Details(PoolReport pool, Map<String, Object> config, List<Connection> connections, List<Leak> leaks) {

        static Details of(ManagedPool pool, List<Leak> leaks) {
            return new Details(
                    PoolReport.of(pool),
                    ConfigReport.of(pool.config()),
                    pool.getConnections().stream().map(Connection::of).toList(),
                    leaks);
        }
    }

    /** How many connections there are now, and may be. */
    record Sizes(int total, int idle, int inUse, int connecting, int closing, int min, int max) {

        static Sizes of(PoolMetrics now) {
            return new Sizes(
                    now.total(),
                    now.idle(),
                    now.inUse(),
                    now.connecting(),
                    now.closing(),
                    now.minSize(),
                    now.maxSize());
        }
    }

    /** Counts since the pool was first used. */
    record Totals(
            long uptimeMillis,
            long acquired,
            long created,
            long creationFailures,
            long destroyed,
            long leaksDetected,
            int peakInUse,
            int peakPending,
            Map<?, Long> acquireFailures,
            Map<?, Long> evictions) {

        static Totals of(PoolStatistics statistics) {
            return new Totals(
                    statistics.uptime().toMillis(),
                    statistics.acquired(),
                    statistics.created(),
                    statistics.creationFailures(),
                    statistics.destroyed(),
                    statistics.leaksDetected(),
                    statistics.peakInUse(),
                    statistics.peakPending(),
                    statistics.acquireFailures(),
                    statistics.evictions());
        }
    }

    /** How long something took since the pool was first used, in milliseconds. */
    record Times(double mean, double p50, double p90, double p99, double p999, double max) {

        static Times of(Percentiles times) {
            return new Times(
                    millis(times.mean()),
                    millis(times.p50()),
                    millis(times.p90()),
                    millis(times.p99()),
                    millis(times.p999()),
                    millis(times.max()));
        }

        private static double millis(Duration time) {
            return TimeUnit.NANOSECONDS.toMicros(time.toNanos()) / 1_000.0;
        }
    }

    /** One connection. */
    record Connection(
            long id,
            String state,
            long ageMillis,
            long idleMillis,
            long heldMillis,
            long uses,
            long generation,
            @Nullable String holder) {

        static Connection of(ConnectionMetrics connection) {
            return new Connection(
                    connection.id(),
                    connection.state().name(),
                    connection.age().toMillis(),
                    connection.idleTime().toMillis(),
                    connection.heldTime().toMillis(),
                    connection.uses(),
                    connection.generation(),
                    connection.holderName());
        }
    }
}
