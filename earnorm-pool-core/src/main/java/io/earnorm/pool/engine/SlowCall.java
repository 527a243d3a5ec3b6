package io.earnorm.pool.engine;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call into a backend, which may take too long. It ends once: either it finishes, or somebody
 * gives it up, which interrupts the thread that runs it.
 *
 * <p>Invariant: of {@link #finish()} and {@link #giveUp()} exactly one returns {@code true}. The
 * interrupt happens under the lock while the runner is known, so it can hit neither a later task of
 * the same thread nor the caller of {@code finish()}.
 */
final class SlowCall {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread runner;
    private volatile boolean begun;
    private volatile boolean ended;

    /** The runner begins. {@code false} when it was given up before. */
    boolean begin() {
        lock.lock();
        try {
            begun = !ended;
            runner = begun ? Thread.currentThread() : null;
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the runner began before the call ended. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it ended, in whatever way. */
    boolean hasEnded() {
        return ended;
    }

    /** The runner is done. {@code false} when it was given up: then nobody waits for the result. */
    boolean finish() {
        lock.lock();
        try {
            runner = null;
            boolean givenUp = ended;
            ended = true;
            if (givenUp) {
                Thread.interrupted(); // Ours, and meant for the call alone.
            }
            return !givenUp;
        } finally {
            lock.unlock();
        }
    }

    /** Stops waiting for the call. {@code true} for the first to end it. */
    boolean giveUp() {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            if (runner != null) {
                runner.interrupt();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
