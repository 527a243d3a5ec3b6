package io.earnorm.pool.engine;

/** Where whatever can block runs, and where time is kept. */
public interface Workers {

    /**
     * Runs a task soon, on a thread of its own. Does not fail for want of a thread: then it runs later.
     *
     * @param task may block
     */
    void execute(Runnable task);

    /**
     * Runs a task later, unless it is cancelled before. Does not fail for want of a thread, either.
     *
     * @param delayNanos from now, in nanoseconds
     * @param task must be quick: it runs on the thread that keeps time for all pools
     * @return cancels it
     */
    Cancellation schedule(long delayNanos, Runnable task);

    /** Takes a scheduled task back. */
    @FunctionalInterface
    interface Cancellation {

        /** Cancels. Does nothing once the task has begun. */
        void cancel();
    }
}
