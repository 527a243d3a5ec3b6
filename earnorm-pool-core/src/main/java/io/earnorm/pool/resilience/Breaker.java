package io.earnorm.pool.resilience;

import io.earnorm.pool.exception.PoolUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks and tells one circuit breaker. */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final String name;
    private final CircuitBreaker delegate;
    private final Ticker ticker;
    private final BreakerWatch watch;
    private final AtomicBoolean permittingProbe = new AtomicBoolean();

    Breaker(String name, CircuitBreaker delegate, Ticker ticker) {
        this.name = name;
        this.delegate = delegate;
        this.ticker = ticker;
        this.watch = BreakerWatch.of(delegate, ticker);
    }

    CircuitBreaker delegate() {
        return delegate;
    }

    Duration retryAfter() {
        return watch.retryAfter();
    }

    StateListener.Registration addListener(StateListener listener) {
        return watch.add(listener);
    }

    boolean isOpen() {
        return BreakerWatch.refuses(delegate.getState());
    }

    <R extends @Nullable Object> R call(Callable<? extends R> work) throws Exception {
        if (!delegate.tryAcquirePermission()) {
            throw refusal();
        }
        long start = ticker.nanos();
        R result;
        try {
            result = work.call();
        } catch (Throwable failure) { // An Error, too: it must give back its permission.
            recordFailure(ticker.nanos() - start, failure);
            throw failure;
        }
        recordResult(ticker.nanos() - start, result);
        return result;
    }

    void recordResult(long tookNanos, @Nullable Object result) {
        try {
            delegate.onResult(tookNanos, TimeUnit.NANOSECONDS, result);
        } catch (Throwable t) { // A predicate of a breaker that the application owns.
            giveUpRecording(t);
        }
    }

    void recordFailure(long tookNanos, Throwable failure) {
        if (Failures.isUnrelated(failure)) {
            delegate.releasePermission();
            return;
        }
        try {
            delegate.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
        } catch (Throwable t) { // An Error as well: whoever records has a place in the pool to free.
            giveUpRecording(t);
        }
    }

    private void giveUpRecording(Throwable t) {
        delegate.releasePermission(); // Or a half-open breaker would wait for this call for ever.
        LOG.warn("Circuit breaker '{}' could not record a call", delegate.getName(), t);
    }

    boolean permitProbe() {
        if (!permittingProbe.compareAndSet(false, true)) {
            return false; // Two at once would both find it open, and both get the only permission.
        }
        try {
            if (delegate.getState() == State.OPEN) {
                delegate.transitionToHalfOpenState();
            }
        } catch (IllegalStateTransitionException e) {
            LOG.debug("Circuit breaker '{}' closed by itself", delegate.getName(), e);
        } finally {
            permittingProbe.set(false);
        }
        return delegate.tryAcquirePermission();
    }

    void releaseProbe() {
        delegate.releasePermission();
    }

    private PoolUnavailableException refusal() {
        Duration wait = watch.retryAfter();
        Throwable lastFailure = watch.lastFailure();
        return new PoolUnavailableException(
                "Resilience '%s' refused a call because its circuit breaker is %s. %s"
                        .formatted(name, delegate.getState(), advice(wait, lastFailure)),
                lastFailure != null ? lastFailure : CallNotPermittedException.createCallNotPermittedException(delegate),
                wait.isZero() ? null : wait);
    }

    private static String advice(Duration wait, @Nullable Throwable lastFailure) {
        String when = wait.isZero() ? "Try again later" : "Try again in %d ms".formatted(wait.toMillis());
        return when + (lastFailure == null ? "." : "; the cause is the last failure that it saw.");
    }

    @Override
    public String toString() {
        return delegate.getState().name();
    }
}
