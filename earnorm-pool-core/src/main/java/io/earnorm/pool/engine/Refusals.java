package io.earnorm.pool.engine;

import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.PoolMetrics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with an acquire, what the pool looked like, and what to do. */
final class Refusals<C> {

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Figures<C> figures;

    Refusals(PoolContext<C> pool, Exchange<C> exchange, Figures<C> figures) {
        this.pool = pool;
        this.exchange = exchange;
        this.figures = figures;
    }

    PoolException of(AcquireFailure reason, @Nullable Throwable cause, long waitedNanos) {
        Throwable lastFailure = exchange.places.backoff.lastFailure();
        return switch (reason) {
            case TIMEOUT -> timeout(lastFailure, waitedNanos);
            case EXHAUSTED -> exhausted(lastFailure);
            case CLOSED, CANCELLED ->
                new PoolClosedException(
                        "Pool '%s' is %s. Acquire before it is closed, or create a new pool"
                                .formatted(
                                        pool.name, exchange.lifecycle.mode() == Mode.DRAINING ? "closing" : "closed"),
                        cause);
            case UNAVAILABLE -> unavailable(cause);
            case CONNECTION_FAILED -> connectionFailed(cause);
            case INTERRUPTED ->
                new AcquireInterruptedException(
                        "Interrupted after waiting for a connection of pool '%s' for %d ms %s"
                                .formatted(pool.name, millis(waitedNanos), counts()),
                        new InterruptedException());
        };
    }

    ConnectionFailedException connectionFailed(@Nullable Throwable cause) {
        return new ConnectionFailedException(
                "Pool '%s' could not connect %s. See the cause, and check that the backend runs and accepts these settings"
                        .formatted(pool.name, counts()),
                cause == null ? new TimeoutException("The attempt to connect has not ended yet") : cause);
    }

    private PoolException timeout(@Nullable Throwable lastFailure, long waitedNanos) {
        String advice = lastFailure == null
                ? "Close leases sooner, or raise maxSize or connectionTimeout"
                : "The last attempt to connect failed, see the cause";
        return new PoolTimeoutException(
                "Pool '%s' gave no connection within %d ms %s. %s"
                        .formatted(pool.name, millis(waitedNanos), counts(), advice),
                lastFailure);
    }

    private PoolException exhausted(@Nullable Throwable lastFailure) {
        boolean queueFull = figures.metrics().pending() >= pool.config().maxPending();
        return new PoolExhaustedException(
                "Pool '%s' has no idle connection and %s %s. Close leases sooner, or raise maxSize%s"
                        .formatted(
                                pool.name,
                                queueFull ? "its queue is full" : "the caller does not wait",
                                counts(),
                                queueFull ? " or maxPending" : ""),
                lastFailure);
    }

    private PoolException unavailable(@Nullable Throwable cause) {
        boolean byBreaker = exchange.lifecycle.isPausedByBreaker() && !exchange.lifecycle.isPausedByCaller();
        Duration retryAfter = byBreaker ? exchange.places.guard.retryAfter() : null;
        return new PoolUnavailableException(
                "Pool '%s' is paused because its backend counts as down (see the cause) %s. %s"
                        .formatted(
                                pool.name,
                                counts(),
                                retryAfter == null
                                        ? "It serves again after resume()"
                                        : "The backend is tried again in %d ms".formatted(retryAfter.toMillis())),
                cause,
                retryAfter);
    }

    private String counts() {
        PoolMetrics now = figures.metrics();
        return "(in use %d of %d, idle %d, connecting %d, pending %d)"
                .formatted(now.inUse(), now.maxSize(), now.idle(), now.connecting(), now.pending());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
