package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolStatistics;

/**
 * What a pool's own work tells about its backend. Read from the pool's counters whenever somebody asks for its
 * health, because a listener would cost each acquire.
 *
 * @param state what the pool does
 * @param failures what has gone wrong so far in a way that may be the backend's fault
 * @param successes connections made so far
 */
record HealthSignals(PoolState state, long failures, long successes) {

    static HealthSignals of(ManagedPool pool) {
        PoolStatistics statistics = pool.getStatistics();
        long failures = statistics.creationFailures()
                + statistics.evictions().getOrDefault(EvictionReason.BROKEN, 0L)
                + count(statistics, AcquireFailure.TIMEOUT)
                + count(statistics, AcquireFailure.UNAVAILABLE)
                + count(statistics, AcquireFailure.CONNECTION_FAILED);
        return new HealthSignals(pool.state(), failures, statistics.created());
    }

    /** Whether an answer from the time of these signals still stands: another failure does not change a bad one. */
    boolean uphold(boolean up, HealthSignals now) {
        return state == now.state && (up ? failures == now.failures : successes == now.successes);
    }

    private static long count(PoolStatistics statistics, AcquireFailure reason) {
        return statistics.acquireFailures().getOrDefault(reason, 0L);
    }
}
