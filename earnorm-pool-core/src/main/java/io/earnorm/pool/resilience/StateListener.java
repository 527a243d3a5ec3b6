package io.earnorm.pool.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told when the circuit breaker of a {@link Resilience} begins to refuse calls, and when it serves
 * again.
 *
 * <p>The two calls alternate, beginning with {@code opened}, and never overlap for one listener. They
 * come on the thread that changes the state, outside of every lock, so they should be quick. A change
 * that is undone before it could be told may be left out; half open is not told, because nothing is
 * decided then.
 */
public interface StateListener {

    /**
     * The breaker refuses calls from now on: it opened, or somebody forced it open.
     *
     * @param lastFailure the last failure that it counted, or {@code null} when it saw none
     * @param retryAfter how long it will refuse calls; zero when only an operator knows
     */
    void opened(@Nullable Throwable lastFailure, Duration retryAfter);

    /** The breaker serves again: it closed, or somebody disabled it. */
    void closed();

    /** Ends a registration. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Removes the listener. It is told nothing that happens after. Idempotent. */
        @Override
        void close();
    }
}
