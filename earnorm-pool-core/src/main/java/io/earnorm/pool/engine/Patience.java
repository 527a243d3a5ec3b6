package io.earnorm.pool.engine;

import io.earnorm.pool.resilience.RetryBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For whom it is pointless to wait once connecting has failed. The backend and the retry policy say
 * so: a user's code, so it is asked between two steps under the lock, never within one.
 */
final class Patience<C> {

    private final PoolContext<C> pool;
    private final Connections<C> connections;

    Patience(PoolContext<C> pool, Connections<C> connections) {
        this.pool = pool;
        this.connections = connections;
    }

    /** Those that wait, each with a budget where there is a retry policy. Under the lock. */
    List<Waiter<C>> budgeted(WaitQueue<C> queue) {
        List<Waiter<C>> waiting = new ArrayList<>(queue.size());
        for (Waiter<C> waiter = queue.first(); waiter != null; waiter = waiter.next) {
            if (waiter.budget == null && pool.resilience.hasRetry()) {
                waiter.budget = pool.resilience.newRetryBudget();
            }
            waiting.add(waiter);
        }
        return waiting;
    }

    /** Keeps those that should give up because of a failure. Without the lock. */
    void keepHopeless(List<Waiter<C>> waiting, Throwable failure) {
        if (!waiting.isEmpty() && connections.isTransient(failure)) {
            waiting.removeIf(waiter -> !waiter.failsFast && mayFailAgain(waiter.budget, failure));
        }
    }

    /** Where the policy can't say, the deadline alone decides. */
    private boolean mayFailAgain(@Nullable RetryBudget budget, Throwable failure) {
        return budget == null || connections.judge(() -> budget.failedAgain(failure));
    }
}
