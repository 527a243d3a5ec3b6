package io.earnorm.pool.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Daemon threads that all pools share and that end by themselves when no pool needs them: workers,
 * as many as there are slow calls at a time (each pool bounds its own), and one that keeps time.
 */
final class SystemWorkers implements Workers {

    static final SystemWorkers INSTANCE = new SystemWorkers();

    private static final long KEEP_ALIVE_SECONDS = 2;

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("earnorm-pool-worker-"));

    private final ScheduledThreadPoolExecutor timekeeper = timekeeper();

    private SystemWorkers() {}

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    @Override
    public Cancellation schedule(long delayNanos, Runnable task) {
        Future<?> scheduled = timekeeper.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static ScheduledThreadPoolExecutor timekeeper() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, named("earnorm-pool-timekeeper-"));
        executor.setRemoveOnCancelPolicy(true); // Nothing is kept for an acquire that is over.
        executor.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true); // Ends once no pool has anything scheduled.
        return executor;
    }

    private static ThreadFactory named(String prefix) {
        AtomicLong number = new AtomicLong();
        return task -> {
            // Inherits neither thread locals nor a context class loader: it outlives its maker.
            Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
            thread.setContextClassLoader(SystemWorkers.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        };
    }
}
