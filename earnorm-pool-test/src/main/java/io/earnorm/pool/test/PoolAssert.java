package io.earnorm.pool.test;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.ConnectionState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What can be asserted of a pool. Each assertion looks at the pool as it is now; only those with a time wait.
 *
 * @see PoolAssertions#assertThatPool(Pool)
 */
public final class PoolAssert extends AbstractAssert<PoolAssert, Pool<?>> {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    PoolAssert(@Nullable Pool<?> actual) {
        super(actual, PoolAssert.class);
    }

    /**
     * Asserts that every lease has ended.
     *
     * @return this
     * @throws AssertionError if not, with the connection, the holder and the time of each lease
     */
    public PoolAssert hasNoLeases() {
        return hasLeases(0);
    }

    /**
     * Waits until every lease has ended: some may be held by other threads.
     *
     * @param timeout the longest wait; zero: none
     * @return this
     * @throws AssertionError if not in time, with the connection, the holder and the time of each lease. An
     *     interrupt ends the wait; the thread's flag stays set
     */
    public PoolAssert hasNoLeasesWithin(Duration timeout) {
        isNotNull();
        long end = System.nanoTime() + timeout.toNanos();
        while (leases() > 0
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
        return hasNoLeases();
    }

    /**
     * Asserts how many connections are leased.
     *
     * @param expected leases
     * @return this
     * @throws AssertionError if there are more or fewer
     */
    public PoolAssert hasLeases(int expected) {
        return has("in use", expected, pool -> pool.getMetrics().inUse());
    }

    /**
     * Asserts how many connections there are: being made, idle, in use and being closed together.
     *
     * @param expected connections
     * @return this
     * @throws AssertionError if there are more or fewer
     */
    public PoolAssert hasConnections(int expected) {
        return has("connections", expected, pool -> pool.getMetrics().total());
    }

    /**
     * Asserts that nobody waits for a connection.
     *
     * @return this
     * @throws AssertionError if somebody does
     */
    public PoolAssert hasNoPending() {
        return has("pending", 0, pool -> pool.getMetrics().pending());
    }

    /**
     * Asserts that leak detection has reported nothing since the pool was first used.
     *
     * @return this
     * @throws AssertionError if it has
     */
    public PoolAssert hasNoLeaks() {
        return has("leaks", 0, pool -> (int) pool.getStatistics().leaksDetected());
    }

    /**
     * Asserts what the pool does.
     *
     * @param expected its state
     * @return this
     * @throws AssertionError if it is in another
     */
    public PoolAssert isInState(PoolState expected) {
        isNotNull();
        if (actual.state() != expected) {
            failWithMessage("Expected pool '%s' to be %s, but it is %s", actual.name(), expected, actual.state());
        }
        return this;
    }

    private PoolAssert has(String what, int expected, ToIntFunction<Pool<?>> figure) {
        isNotNull();
        int found = figure.applyAsInt(actual);
        if (found != expected) {
            failWithMessage(
                    "Expected pool '%s' to have %s: %d, but found %d%s",
                    actual.name(), what, expected, found, holders());
        }
        return this;
    }

    private int leases() {
        return actual.getMetrics().inUse();
    }

    private String holders() {
        return actual.getConnections().stream()
                .filter(connection -> connection.state() == ConnectionState.IN_USE)
                .map(PoolAssert::describe)
                .collect(Collectors.joining());
    }

    private static String describe(ConnectionMetrics connection) {
        return "%n  connection %d is held by '%s' for %d ms"
                .formatted(
                        connection.id(),
                        connection.holder().orElse("nobody any more"),
                        connection.heldTime().toMillis());
    }
}
