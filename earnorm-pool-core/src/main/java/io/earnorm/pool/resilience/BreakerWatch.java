package io.earnorm.pool.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a breaker's events, and tells listeners.
 *
 * <p>Resilience4j can add consumers of events but not remove them, so there is one for each watch. It
 * holds the watch weakly: a breaker that the application owns may live for longer.
 */
final class BreakerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BreakerWatch.class);

    private final CircuitBreaker breaker;
    private final Ticker ticker;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicInteger opensInARow = new AtomicInteger();
    private volatile @Nullable Throwable lastFailure;
    private volatile long openUntilNanos;

    private BreakerWatch(CircuitBreaker breaker, Ticker ticker) {
        this.breaker = breaker;
        this.ticker = ticker;
        openUntilNanos = ticker.nanos();
    }

    static BreakerWatch of(CircuitBreaker breaker, Ticker ticker) {
        BreakerWatch watch = new BreakerWatch(breaker, ticker);
        WeakReference<BreakerWatch> weak = new WeakReference<>(watch);
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        ifAlive(weak, it -> it.moved(event.getStateTransition().getToState())))
                .onError(event -> ifAlive(weak, it -> it.lastFailure = event.getThrowable()));
        if (breaker.getState() == State.OPEN) { // For how long already, nobody can tell.
            watch.opened();
        }
        return watch;
    }

    private static void ifAlive(WeakReference<BreakerWatch> weak, Consumer<BreakerWatch> action) {
        BreakerWatch watch = weak.get();
        if (watch != null) {
            action.accept(watch);
        }
    }

    static boolean refuses(State state) {
        return state == State.OPEN || state == State.FORCED_OPEN;
    }

    private void moved(State state) {
        if (state == State.HALF_OPEN) {
            return; // Decides nothing. Besides, Resilience4j may hold its lock here.
        }
        if (state == State.OPEN) {
            opened();
        } else if (state != State.FORCED_OPEN) {
            opensInARow.set(0);
            lastFailure = null;
        }
        subscriptions.forEach(Subscription::changed);
    }

    private void opened() {
        // Resilience4j keeps the end of the open state to itself, so it is worked out a second time.
        long millis = breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(opensInARow.incrementAndGet());
        openUntilNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    Duration retryAfter() {
        if (breaker.getState() != State.OPEN) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, openUntilNanos - ticker.nanos()));
    }

    StateListener.Registration add(StateListener listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        subscription.changed(); // It may be open already.
        return subscription;
    }

    /** One listener, and what it was told last. */
    private final class Subscription implements StateListener.Registration {

        private final StateListener listener;
        private final AtomicInteger changes = new AtomicInteger();
        private boolean toldOpen; // Plain field: belongs to whoever moved changes away from zero.

        Subscription(StateListener listener) {
            this.listener = listener;
        }

        /**
         * Tells the listener the state of now, not that of an event: events of two threads can
         * overtake each other. A thread that finds another one telling leaves it to that one.
         */
        void changed() {
            if (changes.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                tell(breaker.getState());
                seen = changes.addAndGet(-seen);
            } while (seen != 0);
        }

        private void tell(State state) {
            boolean open = refuses(state);
            if (state == State.HALF_OPEN || open == toldOpen || !subscriptions.contains(this)) {
                return;
            }
            toldOpen = open;
            try {
                if (open) {
                    listener.opened(lastFailure, retryAfter());
                } else {
                    listener.closed();
                }
            } catch (Throwable t) { // Also an Error: whoever recorded a result must not suffer from it.
                LOG.warn("A listener of circuit breaker '{}' failed", breaker.getName(), t);
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
