package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.metrics.PoolMetrics;

/**
 * What operations change of a pool.
 *
 * @param state what it does
 * @param minSize the floor in force
 * @param maxSize the ceiling in force
 * @param connections how many there are
 */
record PoolSituation(String state, int minSize, int maxSize, int connections) {

    static PoolSituation of(ManagedPool pool) {
        PoolMetrics now = pool.getMetrics();
        return new PoolSituation(pool.state().name(), now.minSize(), now.maxSize(), now.total());
    }

    @Override
    public String toString() {
        return "%s, %d of %d to %d connections".formatted(state, connections, minSize, maxSize);
    }
}
