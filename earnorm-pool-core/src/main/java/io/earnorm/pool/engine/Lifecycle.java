package io.earnorm.pool.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the pool is doing as a whole. Written under the pool's lock; {@link #mode()} and {@link
 * #generation()} may be read without.
 *
 * <p>A caller's pause and the breaker's are told apart: each ends only in its own way.
 */
final class Lifecycle {

    private volatile Mode mode = Mode.NEW;
    private volatile long generation;

    private volatile boolean created;
    private boolean started;
    private boolean suspended;
    private volatile boolean draining;
    private boolean closed;
    private volatile @Nullable Throwable callerPause;
    private volatile @Nullable Throwable breakerPause;

    /** Who is delivering the last {@code poolReady}: until then nobody else may make connections. */
    private @Nullable Thread announcer;

    private long announcements;

    Mode mode() {
        return mode;
    }

    boolean isRunning() {
        return mode == Mode.RUNNING;
    }

    /** Whether nothing but its breaker keeps it from running. */
    boolean isMeantToRun() {
        return started && !suspended && callerPause == null && !draining;
    }

    boolean isClosing() {
        return draining;
    }

    long generation() {
        return generation;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock alone.
    void nextGeneration() {
        generation = generation + 1;
    }

    boolean isCreated() {
        return created;
    }

    /** {@code true} for the pool's first use. */
    boolean create() {
        boolean first = !created;
        created = true;
        return first;
    }

    /** Ends a caller's pause and suspension, and starts. {@code true} when the pool runs because of that. */
    boolean run() {
        started = true;
        suspended = false;
        callerPause = null;
        return becomes(Mode.RUNNING);
    }

    /**
     * Starts a pool that was never started, unless a caller has said otherwise. When the breaker keeps
     * it from running, it runs as soon as that closes.
     */
    boolean start() {
        return !started && !suspended && callerPause == null && run();
    }

    /** {@code true} when the pool was not paused before. */
    boolean pause(Throwable cause) {
        if (callerPause == null) {
            callerPause = cause;
        }
        return becomes(Mode.PAUSED);
    }

    /** {@code true} when the pool was not paused before. */
    boolean breakerOpened(Throwable cause) {
        breakerPause = cause;
        return becomes(Mode.PAUSED);
    }

    /** {@code true} when the pool runs because of that. */
    boolean breakerClosed() {
        breakerPause = null;
        return becomes(Mode.RUNNING);
    }

    void suspend() {
        suspended = true;
        update();
    }

    /** {@code true} for the first to close. */
    boolean drain() {
        boolean first = !draining;
        draining = true;
        update();
        return first;
    }

    void close() {
        closed = true;
        update();
    }

    boolean isPausedByBreaker() {
        return breakerPause != null;
    }

    boolean isPausedByCaller() {
        return callerPause != null;
    }

    /** Why the pool is paused. */
    @Nullable
    Throwable pauseCause() {
        Throwable caller = callerPause;
        return caller == null ? breakerPause : caller;
    }

    /** This thread begins to tell that the pool runs. Returns the announcement's number. */
    long announce() {
        announcer = Thread.currentThread();
        return ++announcements;
    }

    /** An announcement has ended, if it still is the last one. */
    void announced(long number) {
        announcer = number == announcements ? null : announcer;
    }

    /** Whether this thread may have connections made. */
    boolean mayConnect() {
        return mode == Mode.RUNNING && (announcer == null || announcer == Thread.currentThread());
    }

    /** Whether it is that from now on, and was not before. */
    private boolean becomes(Mode wanted) {
        Mode before = mode;
        update();
        return mode == wanted && before != wanted;
    }

    private void update() {
        if (closed) {
            mode = Mode.CLOSED;
        } else if (draining) {
            mode = Mode.DRAINING;
        } else if (callerPause != null || breakerPause != null) {
            mode = Mode.PAUSED;
        } else if (suspended) {
            mode = Mode.SUSPENDED;
        } else {
            mode = started ? Mode.RUNNING : Mode.NEW;
        }
    }
}
