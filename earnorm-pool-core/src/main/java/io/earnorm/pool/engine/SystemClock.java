package io.earnorm.pool.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JVM's monotonic clock. The only place in the engine that asks it.
 *
 * <p>The coarse time is kept for a second at a time and only when asked for, so that an idle application
 * is not woken.
 */
final class SystemClock implements EngineClock {

    static final SystemClock INSTANCE = new SystemClock(SystemWorkers.INSTANCE);

    private static final int TICKS = 100;

    private final Workers workers;
    private final AtomicBoolean kept = new AtomicBoolean();
    private volatile long coarse = STOPPED;

    SystemClock(Workers workers) {
        this.workers = workers;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long coarseTime() {
        return coarse;
    }

    @Override
    public void keepCoarseTime() {
        if (!kept.get() && kept.compareAndSet(false, true)) {
            tick(TICKS);
        }
    }

    private void tick(int left) {
        boolean goesOn = false;
        try {
            if (left > 0) {
                coarse = System.nanoTime();
                workers.schedule(COARSE_NANOS, () -> tick(left - 1));
                goesOn = true;
            }
        } finally {
            if (!goesOn) { // Also when something failed: a time that stands still would be taken for true.
                coarse = STOPPED;
                kept.set(false);
            }
        }
    }
}
