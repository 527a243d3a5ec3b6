package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.reject;
import static io.earnorm.pool.testing.Behavior.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolStatistics;
import io.earnorm.pool.testing.PinRecording;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Whatever a virtual thread does with a pool, it leaves its carrier to others while it waits. Not on Java
 * 21, where the tests' own {@code synchronized} would be recorded.
 */
@EnabledForJreRange(min = JRE.JAVA_24)
class PinningTest extends ScriptedTestCase {

    private static final int CONNECTIONS = 4;
    private static final int THREADS = 100;

    /** For a class initializer, which can't be given anything. */
    private static Pool<?> exhausted;

    private ExecutorService virtual;

    @BeforeEach
    void startThreads() {
        virtual = VirtualThreads.executor();
    }

    @AfterEach
    void endThreads() {
        virtual.shutdownNow();
    }

    @Test
    void noCarrierIsPinnedWhateverVirtualThreadsDo() throws Exception {
        useInEveryWay(); // Loads the classes, which no virtual thread does unpinned.

        try (PinRecording recording = new PinRecording()) {
            PoolStatistics statistics = useInEveryWay();

            assertThat(recording.pinned()).isEmpty();
            assertThat(statistics).satisfies(PinningTest::coversEveryEnding);
        }
    }

    @Test
    void aThreadThatDoesPinItsCarrierIsRecorded() throws Exception {
        try (PinRecording recording = new PinRecording()) {
            exhausted = poolOf(config().maxSize(1));
            Lease<?> held = exhausted.acquire();
            Future<Long> waiting = virtual.submit(() -> WaitsWhenInitialized.ID);
            until(() -> exhausted.getMetrics().pending() == 1);
            held.close();
            get(waiting);

            assertThat(recording.pinned()).isNotEmpty().allMatch(event -> event.contains("WaitsWhenInitialized"));
        }
    }

    /** A native frame is below its initializer, and no virtual thread can leave its carrier above one. */
    private static final class WaitsWhenInitialized {

        static final long ID = acquireOnce();

        private static long acquireOnce() {
            try (Lease<?> lease = exhausted.acquire()) {
                return lease.id();
            }
        }
    }

    private PoolStatistics useInEveryWay() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(CONNECTIONS).validationInterval(Duration.ZERO));
        backend.creation().next(succeed(), fail(new IOException("refused")));
        many(() -> useAndHandOver(pool));
        backend.validation().next(reject());
        many(() -> useAndHandOver(pool));
        many(() -> lose(pool));
        waitInVain(pool);
        get(virtual.submit(() -> operate(pool)));
        closeWhileLeased(pool);
        return pool.getStatistics();
    }

    private static boolean useAndHandOver(ScriptedPool pool) throws Exception {
        try (Lease<ScriptedConnection> lease = pool.acquire()) {
            lease.connection().use();
            Thread.yield(); // Unmounts, so that others come to wait.
        }
        pool.run(ScriptedConnection::use);
        pool.put(pool.get());
        pool.tryAcquire().ifPresent(Lease::close);
        pool.acquireAsync().get().close();
        return true;
    }

    private static boolean lose(ScriptedPool pool) {
        pool.acquire().invalidate();
        return true;
    }

    /** While all are in use: timeouts, a cancellation, an interrupt. */
    private void waitInVain(ScriptedPool pool) throws Exception {
        List<Lease<?>> held = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            held.add(get(virtual.submit(() -> pool.acquire())));
        }
        many(() ->
                assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(5))).isInstanceOf(PoolTimeoutException.class));
        get(virtual.submit(() -> pool.acquireAsync().cancel(true)));
        Future<?> interrupted = virtual.submit(() -> pool.acquire());
        until(() -> pool.getMetrics().pending() == 1);
        interrupted.cancel(true);
        until(() -> pool.getMetrics().pending() == 0);
        for (Lease<?> lease : held) {
            get(virtual.submit(lease::close));
        }
    }

    private static boolean operate(ScriptedPool pool) {
        pool.clear();
        pool.suspend();
        pool.resume();
        pool.checkHealth();
        pool.pause(new IOException("maintenance"));
        assertThatThrownBy(pool::acquire).isInstanceOf(PoolUnavailableException.class);
        pool.resume();
        pool.resize(1, CONNECTIONS - 1);
        pool.acquire().close();
        pool.cleanup();
        pool.getConnections();
        return true;
    }

    /** Closing waits for a lease. */
    private void closeWhileLeased(ScriptedPool pool) throws Exception {
        Lease<?> held = get(virtual.submit(() -> pool.acquire()));
        Future<?> closing = virtual.submit(() -> pool.close(Duration.ofSeconds(10)));
        get(virtual.submit(() -> {
            assertThatThrownBy(() -> {
                        while (true) {
                            pool.acquire(Duration.ofMillis(1)).close();
                        }
                    })
                    .isInstanceOf(PoolClosedException.class);
            held.close();
        }));
        get(closing);
    }

    private static void coversEveryEnding(PoolStatistics statistics) {
        assertThat(statistics.waitTime().max()).isPositive();
        assertThat(statistics.creationFailures()).isPositive();
        assertThat(statistics.acquireFailures())
                .containsOnlyKeys(
                        AcquireFailure.TIMEOUT,
                        AcquireFailure.EXHAUSTED,
                        AcquireFailure.INTERRUPTED,
                        AcquireFailure.CANCELLED,
                        AcquireFailure.UNAVAILABLE,
                        AcquireFailure.CLOSED);
        assertThat(statistics.evictions())
                .containsKeys(
                        EvictionReason.BROKEN,
                        EvictionReason.INVALID,
                        EvictionReason.STALE,
                        EvictionReason.POOL_CLOSED);
    }

    private void many(Callable<?> action) throws Exception {
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            users.add(virtual.submit(action));
        }
        for (Future<?> user : users) {
            get(user);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
