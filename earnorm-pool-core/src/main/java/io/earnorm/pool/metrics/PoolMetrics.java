package io.earnorm.pool.metrics;

/**
 * What a pool looks like now. The numbers are read one after the other while the pool works, so they
 * may be a moment apart; they are never negative, and they agree when the pool is quiet.
 *
 * @param connecting connections being established
 * @param idle connections waiting in the pool, those that the pool itself is checking included
 * @param inUse connections leased
 * @param closing connections being destroyed
 * @param pending acquires waiting
 * @param minSize the floor kept filled
 * @param maxSize the ceiling
 */
public record PoolMetrics(int connecting, int idle, int inUse, int closing, int pending, int minSize, int maxSize) {

    /**
     * All places taken.
     *
     * @return connecting + idle + in use + closing
     */
    public int total() {
        return connecting + idle + inUse + closing;
    }

    /**
     * The share of the ceiling that is leased.
     *
     * @return from 0.0 (nothing in use) to 1.0 (every connection in use)
     */
    public double utilization() {
        return maxSize == 0 ? 0.0 : Math.min(1.0, (double) inUse / maxSize);
    }
}
