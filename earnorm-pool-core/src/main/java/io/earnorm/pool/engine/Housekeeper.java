package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * Sweeps now and then, through the same doors as a user: evicts what is too old, asks idle connections
 * whether they are alive, reports leaks, has the pool filled. One sweep at a time; the timekeeper only
 * starts it, a worker does it.
 */
final class Housekeeper<C> {

    private static final Log LOG = new Log(Housekeeper.class);
    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final int KEEPALIVES_AT_ONCE = 32;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile Workers.Cancellation next = () -> {};

    Housekeeper(PoolContext<C> pool, Exchange<C> exchange) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = exchange.places;
    }

    /** Called whenever the pool begins to run; only the first time matters. */
    void start() {
        if (started.compareAndSet(false, true)) {
            pool.workers.execute(this::goOn);
        }
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    private void schedule() {
        next = pool.workers.schedule(period(), () -> pool.workers.execute(this::sweepAndGoOn));
        if (stopped) {
            next.cancel();
        }
    }

    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (Throwable t) { // Whatever it was, there is a next sweep.
            LOG.warn("Pool '{}': a sweep failed", pool.name, t);
        }
        goOn();
    }

    /** On a worker: a pool that is swept no more goes bad slowly, so it tries for as long as it takes. */
    private void goOn() {
        while (!stopped) {
            try {
                schedule();
                return;
            } catch (Throwable t) { // For want of memory.
                LOG.warn("Pool '{}': the next sweep could not be scheduled", pool.name, t);
                pool.surroundings.parking().park(this, SHORTEST_PERIOD);
            }
        }
    }

    /** A quarter of the shortest time that it has to keep. */
    private long period() {
        PoolConfig config = pool.config();
        long shortest = LongStream.of(
                        config.maxIdleTime().toNanos(),
                        config.maxLifetime().toNanos(),
                        config.keepaliveTime().toNanos(),
                        config.leakDetectionThreshold().toNanos(),
                        config.leakReclaimTimeout().toNanos())
                .filter(nanos -> nanos > 0)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(LONGEST_PERIOD, Math.max(SHORTEST_PERIOD, shortest / 4));
    }

    /** One sweep. Returns how many connections it evicted. */
    int sweep() {
        pool.recorder.inUse(places.slots.count(Slot.IN_USE));
        int evicted = places.evictIdle(slot -> places.unfit(slot, pool.now()));
        evicted += lookForLeaks();
        keepAlive();
        places.guard.review();
        exchange.change(exchange::match);
        return evicted;
    }

    private int lookForLeaks() {
        long reportAfter = pool.config().leakDetectionThreshold().toNanos();
        long reclaimAfter = pool.config().leakReclaimTimeout().toNanos();
        if (reportAfter == 0 && reclaimAfter == 0) {
            return 0;
        }
        int reclaimed = 0;
        for (Slot<C> slot : places.slots.all()) {
            long stamp = slot.stamp();
            long held = heldFor(slot, stamp);
            if (reclaimAfter > 0 && held >= reclaimAfter) {
                reclaimed += reclaim(slot, stamp, held);
            } else if (reportAfter > 0 && held >= reportAfter && isNews(slot, stamp)) {
                tell(describe(slot, held, false));
            }
        }
        return reclaimed;
    }

    /** Nothing for a lease that is just handed over: its holder does not have it yet. */
    private long heldFor(Slot<C> slot, long stamp) {
        AcquiredHere acquiredAt = slot.acquiredAt;
        if (acquiredAt == null || slot.askedAt != 0 || !slot.isLeased(stamp)) {
            return 0;
        }
        return pool.now() - acquiredAt.since;
    }

    /** Ends a lease for its holder, who loses if it ends it at this moment. */
    private int reclaim(Slot<C> slot, long stamp, long held) {
        LeakReport report = describe(slot, held, true);
        if (!slot.end(stamp)) {
            return 0;
        }
        tell(report);
        places.releases.ended(slot, pool.now(), held);
        places.evict(slot, EvictionReason.LEAKED);
        return 1;
    }

    /** Whether a lease was not reported yet. A caller's sweep and ours may meet here. */
    private boolean isNews(Slot<C> slot, long stamp) {
        boolean[] news = {false};
        exchange.change(effects -> {
            news[0] = slot.reportedLease != stamp;
            slot.reportedLease = stamp;
        });
        return news[0];
    }

    private void tell(LeakReport report) {
        pool.recorder.leaks.increment();
        LOG.warn(
                "Pool '{}': connection {} is held by '{}' for {} ms{}",
                pool.name,
                report.id(),
                report.holder(),
                report.held().toMillis(),
                report.reclaimed() ? " and was taken away" : ", perhaps for ever. Close leases in a finally block",
                report.acquiredAt());
        pool.events.tell(listener -> listener.leakDetected(report));
    }

    private LeakReport describe(Slot<C> slot, long held, boolean reclaimed) {
        AcquiredHere acquiredAt = slot.acquiredAt;
        AcquiredHere known = acquiredAt == null ? new AcquiredHere(pool.now()) : acquiredAt; // It ends at this moment.
        return new LeakReport(slot.id, known.thread.getName(), Duration.ofNanos(held), known, reclaimed);
    }

    private void keepAlive() {
        long interval = pool.config().keepaliveTime().toNanos();
        if (interval == 0 || !exchange.lifecycle.isRunning()) {
            return;
        }
        for (Slot<C> slot : places.slots.all()) {
            if (slot.state() == Slot.IDLE && pool.now() - Math.max(slot.lastUsed, slot.lastChecked) >= interval) {
                exchange.change(effects -> {
                    if (places.checks.underWay() < KEEPALIVES_AT_ONCE && slot.tryReserve()) {
                        places.checks.begin(slot, effects);
                    }
                });
            }
        }
    }

    /** Where, when and by whom a lease was acquired; never thrown. */
    static final class AcquiredHere extends Exception {

        private static final long serialVersionUID = 1L;

        final transient Thread thread = Thread.currentThread();
        final transient long since;

        AcquiredHere(long since) {
            super("Acquired here");
            this.since = since;
        }
    }
}
