package io.earnorm.pool.testing;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Starts a test's threads, and ends them with it. Thread-safe. */
public final class TestThreads implements AutoCloseable {

    private final Queue<Task<?>> tasks = new ConcurrentLinkedQueue<>();

    /**
     * Starts a thread.
     *
     * @param work what it does
     * @param <T> its result
     * @return the running work
     */
    public <T> Task<T> start(Callable<T> work) {
        Task<T> task = new Task<>(work, "test-" + (tasks.size() + 1));
        tasks.add(task);
        return task;
    }

    /** Interrupts what still runs, and fails unless all of it ends. */
    @Override
    public void close() throws InterruptedException {
        for (Task<?> task : tasks) {
            task.end();
        }
    }
}
