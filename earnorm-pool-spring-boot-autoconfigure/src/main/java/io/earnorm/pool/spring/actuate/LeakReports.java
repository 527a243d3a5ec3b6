package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers the last few leak reports of each pool, those of a cluster's nodes together. Hears of leaks alone, so that an acquire pays nothing for it. */
final class LeakReports implements AutoCloseable {

    private static final int MOST = 10;

    private final IdentityHashMap<ManagedPool, Last> byPool = new IdentityHashMap<>();
    private final PoolAttachments attachments = new PoolAttachments();
    private final Collection<Runnable> ends = new ConcurrentLinkedQueue<>();

    LeakReports(Collection<ManagedPool> pools) {
        for (ManagedPool pool : pools) {
            Last last = new Last();
            byPool.put(pool, last);
            ends.add(PoolBeansOfContext.each(pool, part -> attachments.listen(part, last)));
        }
    }

    /** The newest first. */
    List<Leak> of(ManagedPool pool) {
        Last last = byPool.get(pool);
        return last == null ? List.of() : last.reports();
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        attachments.close();
    }

    /** What one pool reported. */
    private static final class Last implements PoolListener {

        private final Deque<Leak> reports = new ArrayDeque<>(MOST);

        @Override
        public synchronized void leakDetected(LeakReport report) {
            if (reports.size() == MOST) {
                reports.removeLast();
            }
            reports.addFirst(Leak.of(report));
        }

        private synchronized List<Leak> reports() {
            return List.copyOf(reports);
        }
    }

    /**
     * One report, as the endpoint shows it: texts, so that it keeps nothing of the application alive.
     *
     * @param id the connection
     * @param reportedAt when it was reported
     * @param holder name of the thread that acquired it
     * @param heldMillis for how long by then
     * @param reclaimed whether the lease was ended
     * @param acquiredAt where it was acquired, the innermost call first
     */
    record Leak(
            long id, Instant reportedAt, String holder, long heldMillis, boolean reclaimed, List<String> acquiredAt) {

        private static Leak of(LeakReport report) {
            return new Leak(
                    report.id(),
                    Instant.now(),
                    report.holder(),
                    report.held().toMillis(),
                    report.reclaimed(),
                    Arrays.stream(report.acquiredAt().getStackTrace())
                            .map(StackTraceElement::toString)
                            .toList());
        }
    }
}
