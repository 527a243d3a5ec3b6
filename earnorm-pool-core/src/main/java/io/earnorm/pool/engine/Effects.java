package io.earnorm.pool.engine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What has to happen once the lock is free: wake-ups, slow calls. Never a user's code. */
final class Effects {

    private static final Log LOG = new Log(Effects.class);

    private @Nullable ArrayDeque<Runnable> tasks; // Most steps have none.

    void add(Runnable task) {
        if (tasks == null) {
            tasks = new ArrayDeque<>(4);
        }
        tasks.add(task);
    }

    /** Runs all of them; one that throws does not hold up the rest. */
    void run() {
        while (tasks != null && !tasks.isEmpty()) {
            try {
                tasks.remove().run();
            } catch (Throwable t) { // Also an OutOfMemoryError: others' wake-ups must not be lost.
                LOG.error("A pool's own task failed", t);
            }
        }
    }
}
