package io.earnorm.pool.resilience;

import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.function.Predicate;

/** What a failure says, before any policy is asked. */
final class Failures {

    /** Nobody asked the backend, or nobody waited for its answer. */
    private static final Predicate<Throwable> UNASKED = anyOf(
            CallNotPermittedException.class,
            PoolUnavailableException.class,
            PoolClosedException.class,
            PoolConfigurationException.class,
            AcquireInterruptedException.class,
            InterruptedException.class);

    private Failures() {}

    /**
     * Whether a failure says nothing about the backend: a refusal, an interrupt, an {@code Error}.
     * Repeating the work cannot help then, and a breaker must not count it.
     */
    static boolean isUnrelated(Throwable failure) {
        return !(failure instanceof Exception) || UNASKED.test(failure);
    }

    @SafeVarargs // The array is only read.
    static Predicate<Throwable> anyOf(Class<? extends Throwable>... types) {
        Predicate<Throwable> any = failure -> false;
        for (Class<? extends Throwable> type : types) {
            any = any.or(type::isInstance);
        }
        return any;
    }
}
