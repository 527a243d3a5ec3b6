package io.earnorm.pool.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * What a pool did since it was created.
 *
 * @param uptime since its first use
 * @param created connections established
 * @param creationFailures attempts to establish one that failed
 * @param destroyed connections that the backend has closed
 * @param acquired acquires that got a lease
 * @param released leases that ended
 * @param acquireFailures acquires that ended without a lease, by reason; a reason that never
 *     occurred is absent
 * @param evictions connections that left, by reason; a reason that never occurred is absent
 * @param leaksDetected leases reported by leak detection
 * @param peakInUse most connections seen in use at once (looked at whenever an acquire had to wait
 *     or a use is sampled, so a short peak may be missed)
 * @param peakPending most acquires waiting at once
 * @param waitTime how long acquires that got a lease waited; one that found an idle connection counts as
 *     zero
 * @param usage how long leases were held: of each connection the first in about 10 ms
 * @param creation how long establishing a connection took, failures excluded
 * @param resources what the pool costs its process now
 */
public record PoolStatistics(
        Duration uptime,
        long created,
        long creationFailures,
        long destroyed,
        long acquired,
        long released,
        Map<AcquireFailure, Long> acquireFailures,
        Map<EvictionReason, Long> evictions,
        long leaksDetected,
        int peakInUse,
        int peakPending,
        Percentiles waitTime,
        Percentiles usage,
        Percentiles creation,
        ResourceUsage resources) {

    /** Copies the maps, so that the snapshot never changes. */
    public PoolStatistics {
        acquireFailures = Map.copyOf(acquireFailures);
        evictions = Map.copyOf(evictions);
    }
}
