package io.earnorm.pool.resilience;

import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs work on another thread, and interrupts it there when it takes too long. */
record TimeLimit(String name, TimeLimiter limiter, Executor executor) {

    static TimeLimit of(String name, Duration timeout, @Nullable Executor executor) {
        return new TimeLimit(
                name,
                TimeLimiter.of(
                        name,
                        TimeLimiterConfig.custom().timeoutDuration(timeout).build()),
                executor == null ? DaemonThreads.EXECUTOR : executor);
    }

    <R extends @Nullable Object> R call(Callable<R> work) throws Exception {
        Task<R> task = new Task<>(work);
        try {
            return limiter.executeFutureSupplier(() -> {
                executor.execute(task);
                return task;
            });
        } catch (TimeoutException e) {
            throw e == task.failure ? e : tooLong();
        } finally {
            task.cancel(true); // Does nothing when it is done; matters when the caller was interrupted.
        }
    }

    private TimeoutException tooLong() {
        return new TimeoutException(
                "A call through '%s' took longer than its timeout of %s and was interrupted".formatted(name, this));
    }

    @Override
    public String toString() {
        return limiter.getTimeLimiterConfig().getTimeoutDuration().toMillis() + " ms";
    }

    /**
     * Runs the work with its caller's class loader, as if no other thread were there. Remembers what it threw, to tell the
     * work's own timeouts from ours.
     */
    private static final class Task<R extends @Nullable Object> extends FutureTask<R> {

        private final @Nullable ClassLoader ofCaller = Thread.currentThread().getContextClassLoader();
        private volatile @Nullable Throwable failure;

        Task(Callable<R> work) {
            super(work);
        }

        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            thread.setContextClassLoader(ofCaller);
            try {
                super.run();
            } finally {
                thread.setContextClassLoader(own);
            }
        }

        @Override
        protected void setException(Throwable thrown) {
            failure = thrown;
            super.setException(thrown);
        }
    }

    /**
     * Threads for those who bring no executor: made when first needed, gone when idle for a minute. They serve all
     * applications of the JVM, so they take nothing over from the one that needs them first, which may end before.
     */
    private static final class DaemonThreads {

        private static final AtomicInteger COUNT = new AtomicInteger();
        static final Executor EXECUTOR = Executors.newCachedThreadPool(DaemonThreads::newThread);

        private static Thread newThread(Runnable work) {
            Thread thread = new Thread(null, work, "earnorm-resilience-" + COUNT.incrementAndGet(), 0, false);
            thread.setContextClassLoader(TimeLimit.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        }
    }
}
