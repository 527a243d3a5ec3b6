package io.earnorm.pool.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spaces attempts to connect while they fail, so that a dead backend is asked about four times a
 * second, and by one at a time; and what became of the first. Guarded by the pool's lock, but for what is volatile.
 */
final class Backoff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final double JITTER = 0.25;

    private final DoubleSupplier random;
    private int failures;
    private long notBefore;
    private volatile @Nullable Throwable lastFailure;
    private volatile @Nullable Throwable firstFailure;
    private volatile boolean connectedOnce;

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** How long to wait from now. Failures of attempts that ran side by side count as one. */
    long failed(long now, Throwable failure) {
        lastFailure = failure;
        firstFailure = firstFailure == null && !connectedOnce ? failure : firstFailure;
        if (permits(now)) {
            long delay = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures, 8));
            failures++;
            notBefore = now + (long) (delay * (1 + JITTER * random.getAsDouble()));
        }
        return notBefore - now;
    }

    void succeeded() {
        failures = 0;
        notBefore = 0;
        lastFailure = null;
    }

    /** A new connection can be had: it was lent, or is idle. */
    void connected() {
        connectedOnce = true;
    }

    boolean permits(long now) {
        return now >= notBefore;
    }

    boolean failing() {
        return failures > 0;
    }

    /** Whether there was ever a connection to lend. */
    boolean hasConnected() {
        return connectedOnce;
    }

    /** Why the very first attempt to connect failed, if it did. */
    @Nullable
    Throwable firstFailure() {
        return firstFailure;
    }

    /** Why connecting failed last; {@code null} after a success. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }
}
