package io.earnorm.pool.engine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What has to happen once the lock is free: wake-ups, slow calls. Never a user's code. */
final class Effects {

    private static final Log LOG = new Log(Effects.class);

    private @Nullable Runnable first;
    private @Nullable ArrayDeque<Runnable> others; // Most steps have one task at most.

    void add(Runnable task) {
        if (first == null) {
            first = task;
            return;
        }
        if (others == null) {
            others = new ArrayDeque<>(4);
        }
        others.add(task);
    }

    /** Runs all of them, once; one that throws does not hold up the rest. */
    void run() {
        if (first != null) {
            run(first);
        }
        if (others != null) {
            others.forEach(Effects::run);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) { // Also an OutOfMemoryError: others' wake-ups must not be lost.
            LOG.error("A pool's own task failed", t);
        }
    }
}
