package io.earnorm.pool.soak;

import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.metrics.PoolStatistics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what one pool tells its listeners. */
final class Tally implements PoolListener {

    private final Findings findings;
    private final LongAdder started = new LongAdder();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder connecting = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final Set<Long> reclaimed = ConcurrentHashMap.newKeySet();

    /** The number of the connection that a thread is about to make. */
    private final Map<Thread, Long> toMake = new ConcurrentHashMap<>();

    Tally(Findings findings) {
        this.findings = findings;
    }

    /** The number of the connection that the calling thread makes. */
    long idToMake() {
        Long id = toMake.remove(Thread.currentThread());
        if (id == null) {
            throw new AssertionError("A connection is made, and connectionCreated was not told");
        }
        return id;
    }

    /** Whether a lease of a connection was taken from its holder, who may not have noticed yet. */
    boolean wasReclaimed(long id) {
        return reclaimed.contains(id);
    }

    /** Whether everything that began has ended. Acquires without a thread end on a worker, a moment after the rest. */
    boolean isQuiet() {
        return started.sum() == acquired.sum() + failed.sum()
                && acquired.sum() == released.sum()
                && connecting.sum() == gone.sum();
    }

    /** Once nothing happens any more. */
    void mustBalance(String pool, PoolStatistics statistics) {
        same(pool + ": acquires started and ended", started.sum(), acquired.sum() + failed.sum());
        same(pool + ": leases given and ended", acquired.sum(), released.sum());
        same(pool + ": connections begun and gone, as told", connecting.sum(), gone.sum());
        same(pool + ": acquired, as told and counted", acquired.sum(), statistics.acquired());
        same(pool + ": released, as told and counted", released.sum(), statistics.released());
        same(pool + ": connections made and destroyed, as counted", statistics.created(), statistics.destroyed());
        long failures = statistics.acquireFailures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        same(pool + ": failed acquires, as told and counted", failed.sum(), failures);
        statistics.acquireFailures().forEach((reason, count) -> findings.add("refused: " + reason, count));
        statistics.evictions().forEach((reason, count) -> findings.add("evicted: " + reason, count));
        findings.add("acquired", statistics.acquired());
        findings.add("creations failed", statistics.creationFailures());
        findings.add("connections", statistics.created());
    }

    private void same(String what, long one, long other) {
        findings.require(one == other, "%s differ: %d and %d".formatted(what, one, other));
    }

    @Override
    public void acquireStarted() {
        started.increment();
    }

    @Override
    public void acquired(long id, Duration waited) {
        acquired.increment();
    }

    @Override
    public void acquireFailed(AcquireFailure reason, Duration waited) {
        failed.increment();
    }

    @Override
    public void released(long id, Duration held) {
        released.increment();
    }

    @Override
    public void connectionCreated(long id) {
        connecting.increment();
        @Nullable Long unused = toMake.put(Thread.currentThread(), id);
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        gone.increment();
    }

    @Override
    public void leakDetected(LeakReport report) {
        if (report.reclaimed()) {
            reclaimed.add(report.id());
        }
    }
}
