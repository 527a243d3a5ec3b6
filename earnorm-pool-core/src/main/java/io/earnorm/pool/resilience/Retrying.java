package io.earnorm.pool.resilience;

import io.github.resilience4j.retry.Retry;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Repeats work in the calling thread. */
record Retrying(Retry retry, long maxNanos, Ticker ticker) {

    RetryBudget newBudget() {
        return new RetryBudget(retry, ticker, maxNanos);
    }

    <R extends @Nullable Object> R call(Predicate<? super Exception> repeatable, Callable<? extends R> attempt)
            throws Exception {
        RetryBudget budget = newBudget();
        while (true) {
            R result;
            try {
                result = attempt.call();
            } catch (Exception failure) {
                if (!repeatable.test(failure) || !backOff(budget, budget.delayMillisAfter(failure))) {
                    throw failure;
                }
                continue;
            }
            if (!backOff(budget, budget.delayMillisAfterResult(result))) {
                budget.succeeded();
                return result;
            }
        }
    }

    /** Waits before the next attempt. Returns false, and leaves the interrupt flag, if none may be. */
    private boolean backOff(RetryBudget budget, long delayMillis) {
        if (delayMillis < 0 || !budget.allowsStartIn(delayMillis)) {
            return false;
        }
        try {
            ticker.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return budget.allowsStartIn(0); // The sleep may have been longer than asked for.
    }

    @Override
    public String toString() {
        return "%d attempts".formatted(retry.getRetryConfig().getMaxAttempts());
    }
}
