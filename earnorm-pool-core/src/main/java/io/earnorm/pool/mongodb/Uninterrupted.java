package io.earnorm.pool.mongodb;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what must not be interrupted on a thread that nobody interrupts: the driver leaves a thread and a socket behind, for
 * ever, when the pool gives up an attempt to connect while the client is being made. For short work: it is waited for.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Returns what the work returns, or throws what it throws. An interrupt meanwhile is kept for later. */
    static <T> T call(String thread, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = new Thread(task, thread);
        worker.setDaemon(true);
        worker.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw asItWas(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException asItWas(ExecutionException e) {
        Throwable failure = e.getCause();
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
