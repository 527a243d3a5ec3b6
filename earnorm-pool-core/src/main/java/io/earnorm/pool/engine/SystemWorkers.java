package io.earnorm.pool.engine;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that all pools share and that end by themselves when no pool needs them: workers,
 * as many as there are slow calls at a time (each pool bounds its own), and one that keeps time.
 */
final class SystemWorkers implements Workers {

    private static final Log LOG = new Log(SystemWorkers.class);

    private static final long KEEP_ALIVE_SECONDS = 2;

    private static final long AGAIN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    static final SystemWorkers INSTANCE = new SystemWorkers();

    private final ThreadPoolExecutor workers;
    final ScheduledThreadPoolExecutor timekeeper;

    private SystemWorkers() {
        this(named("earnorm-pool-worker-"), named("earnorm-pool-timekeeper-"));
    }

    SystemWorkers(ThreadFactory forWorkers, ThreadFactory forTimekeeper) {
        workers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), forWorkers);
        timekeeper = new Timekeeper(forTimekeeper);
        timekeeper.setRemoveOnCancelPolicy(true); // Nothing is kept for an acquire that is over.
        timekeeper.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        timekeeper.allowCoreThreadTimeOut(true); // Ends once no pool has anything scheduled.
    }

    @Override
    public void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (OutOfMemoryError | RejectedExecutionException e) {
            LOG.warn("There is no thread for a pool's task now; it runs later", e);
            schedule(AGAIN_AFTER_NANOS, () -> execute(task));
        }
    }

    @Override
    public Cancellation schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(task);
        try {
            Future<?> unused = timekeeper.schedule(timer, delayNanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            Runnable queued = timer.scheduled;
            if (queued == null || !timekeeper.getQueue().contains(queued)) {
                throw e;
            }
            LOG.warn("There is no thread to keep a pool's time now; the next timer tries to start it again", e);
        }
        return timer;
    }

    /** Has each timer know its handle before it is queued, so that what happens then does not matter. */
    private static final class Timekeeper extends ScheduledThreadPoolExecutor {

        Timekeeper(ThreadFactory threads) {
            super(1, threads);
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable task, RunnableScheduledFuture<V> handle) {
            ((Timer) task).scheduled = handle;
            return handle;
        }
    }

    private static final class Timer implements Runnable, Cancellation {

        private final Runnable task;
        private volatile boolean cancelled;
        private volatile @Nullable RunnableScheduledFuture<?> scheduled;

        Timer(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Future<?> handle = scheduled;
            if (handle != null) {
                handle.cancel(false);
            }
        }
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
