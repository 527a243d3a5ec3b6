package io.earnorm.pool.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own; see {@link TestThreads#start}. Nobody waits for it longer than 10 s.
 *
 * @param <T> its result
 */
public final class Task<T> {

    private final FutureTask<T> future;
    private final Thread thread;

    Task(Callable<T> work, String name) {
        future = new FutureTask<>(work);
        thread = new Thread(future, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return the thread that it runs on} */
    public Thread thread() {
        return thread;
    }

    /** {@return whether it has ended} */
    public boolean isDone() {
        return future.isDone();
    }

    /** Interrupts its thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** {@return its result; fails when it failed, or does not end} */
    public T result() {
        try {
            return await();
        } catch (ExecutionException e) {
            throw new AssertionError("The task failed", e.getCause());
        }
    }

    /** {@return what it threw; fails when it threw nothing, or does not end} */
    public Throwable failure() {
        try {
            throw new AssertionError("The task did not fail but returned " + await());
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private T await() throws ExecutionException {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            AssertionError stuck = new AssertionError("The task did not end within 10 s; it is at the stack below");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the task", e);
        }
    }

    /** Ends its thread. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(10_000);
        if (thread.isAlive()) {
            AssertionError stuck = new AssertionError("Thread " + thread.getName() + " does not end");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }
}
