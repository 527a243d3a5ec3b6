package io.earnorm.pool.resilience;

import io.github.resilience4j.retry.Retry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often one piece of work may still fail: counts its failures against a {@link RetryPolicy},
 * without ever sleeping. Thread-safe.
 */
public final class RetryBudget {

    private final Retry.@Nullable AsyncContext<Object> attempts;
    private final Ticker ticker;
    private final long startNanos;
    private final long maxNanos;

    /**
     * @param retry what decides and counts; {@code null}: nothing limits the failures
     * @param maxNanos the time after which nothing is tried again; zero: no bound
     */
    RetryBudget(@Nullable Retry retry, Ticker ticker, long maxNanos) {
        this.attempts = retry == null ? null : retry.asyncContext();
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
        this.maxNanos = maxNanos;
    }

    /**
     * Counts one more failure.
     *
     * @param failure what went wrong
     * @return whether another attempt is allowed; {@code false} means give up now, because the
     *     attempts or the time are used up, or because such a failure is not retried. Always {@code
     *     true} when the resilience has no retry, unless the failure is one that is never retried
     */
    public boolean failedAgain(Throwable failure) {
        return delayMillisAfter(failure) >= 0 && allowsStartIn(0);
    }

    /** Tells the retry's figures and events that the work succeeded in the end. */
    public void succeeded() {
        if (attempts != null) {
            attempts.onComplete();
        }
    }

    /** The back-off before the next attempt, or a negative number when there must be none. */
    long delayMillisAfter(Throwable failure) {
        if (Failures.isUnrelated(failure)) {
            return -1;
        }
        return attempts == null ? 0 : attempts.onError(failure);
    }

    /** The same for a result, which a retry that the application owns may want to improve. */
    long delayMillisAfterResult(@Nullable Object result) {
        return attempts == null ? -1 : attempts.onResult(result);
    }

    boolean allowsStartIn(long millis) {
        if (maxNanos == 0) {
            return true;
        }
        long leftNanos = maxNanos - (ticker.nanos() - startNanos);
        return TimeUnit.MILLISECONDS.toNanos(millis) <= leftNanos;
    }
}
