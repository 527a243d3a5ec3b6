package io.earnorm.pool.mongodb;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one thread at a time is inside of the driver with one lease: sessions are not thread-safe, and nothing in
 * the driver notices when two threads share one. Between two calls a lease may be handed on.
 */
final class OneThread {

    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    /** Calls within calls. Only the thread inside touches it; the reference hands it on. */
    private int depth;

    /**
     * Begins a call.
     *
     * @throws IllegalStateException if another thread is in the middle of one
     */
    void enter(String call) {
        Thread caller = Thread.currentThread();
        Thread other = inside.compareAndExchange(null, caller);
        if (other != null && other != caller) {
            throw new IllegalStateException(
                    "Thread '%s' called %s() while thread '%s' was using the same lease. A lease serves one thread at a time: acquire one for each thread, or hand it on between calls"
                            .formatted(name(caller), call, name(other)));
        }
        depth++;
    }

    /** Ends a call. */
    void leave() {
        if (inside.get() == Thread.currentThread() && --depth == 0) {
            inside.set(null);
        }
    }

    /**
     * Runs code of the user in the middle of a call: it may hand the lease on, if it gets it back in time.
     *
     * @throws IllegalStateException if another thread is in the middle of a call when it ends
     */
    <T extends @Nullable Object> T outside(String call, Supplier<T> code) {
        int before = depth;
        depth = 0;
        inside.set(null);
        T result;
        try {
            result = code.get();
        } catch (Throwable failure) {
            comeBack(call, before, failure);
            throw failure;
        }
        comeBack(call, before, null);
        return result;
    }

    private void comeBack(String call, int before, @Nullable Throwable failure) {
        try {
            enter(call);
            depth = before;
        } catch (IllegalStateException misuse) {
            if (failure == null) {
                throw misuse;
            }
            failure.addSuppressed(misuse);
        }
    }

    /** Whether a thread other than this one is in the middle of a call. */
    boolean hasOther() {
        Thread thread = inside.get();
        return thread != null && thread != Thread.currentThread();
    }

    /** Virtual threads have no name by default. */
    private static String name(Thread thread) {
        return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
    }
}
