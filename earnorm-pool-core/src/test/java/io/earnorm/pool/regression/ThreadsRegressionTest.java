package io.earnorm.pool.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What other pools did to threads, and to what hangs on them. */
class ThreadsRegressionTest extends ScriptedTestCase {

    @Test // HikariCP #835, HikariCP #2398
    void manyThatWaitDoNotSpin() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        List<Task<Long>> waiters = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiters.add(start(() -> {
                long before = threads.getCurrentThreadCpuTime();
                assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(500))).isInstanceOf(PoolTimeoutException.class);
                return threads.getCurrentThreadCpuTime() - before;
            }));
        }

        long spent = waiters.stream().mapToLong(Task::result).sum();

        assertThat(Duration.ofNanos(spent)).as("of CPU time, together").isLessThan(Duration.ofMillis(400));
        held.close();
    }

    @Test // HikariCP #1186
    void nothingIsKeptForThreadsThatHaveEnded() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(2));
        List<WeakReference<Thread>> ended = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ended.add(useOnAThreadOfItsOwn(pool));
        }

        untilCollected(ended);
        pool.acquire().close();
    }

    private static WeakReference<Thread> useOnAThreadOfItsOwn(ScriptedPool pool) throws InterruptedException {
        Thread thread = new Thread(() -> {
            pool.acquire().close();
            pool.acquire().invalidate();
            pool.put(pool.get());
            pool.tryAcquire().ifPresent(Lease::close);
        });
        thread.start();
        thread.join();
        return new WeakReference<>(thread);
    }

    @Test // HikariCP #1186
    void nothingIsKeptForLeasesThatHaveEnded() {
        ScriptedPool pool = poolOf(config().maxSize(1).leakDetectionThreshold(Duration.ofMinutes(1)));
        List<WeakReference<Lease<ScriptedConnection>>> ended = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Lease<ScriptedConnection> lease = pool.acquire();
            lease.close();
            ended.add(new WeakReference<>(lease));
        }

        untilCollected(ended);
    }

    @Test // HikariCP #1186
    void nothingIsKeptForAcquiresThatWereCancelled() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> held = pool.acquire();
        List<WeakReference<CompletableFuture<?>>> cancelled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<?> future = pool.acquireAsync(Duration.ofDays(1));
            future.cancel(false);
            cancelled.add(new WeakReference<>(future));
        }

        untilCollected(cancelled);
        held.close();
    }

    @Test // HikariCP #741
    void aClosedPoolCanBeCollected() {
        untilCollected(List.of(usedAndClosed(Resilience.disabled())));
    }

    @Test // HikariCP #741
    void aClosedPoolCanBeCollectedThoughItsBreakerServesOthers() {
        Resilience shared = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();

        untilCollected(List.of(usedAndClosed(shared)));

        assertThat(shared.isOpen()).isFalse();
    }

    private WeakReference<ScriptedPool> usedAndClosed(Resilience resilience) {
        PoolOptions options = PoolOptions.builder()
                .config(config().minSize(1).keepaliveTime(Duration.ofMillis(10)).build())
                .resilience(resilience)
                .build();
        ScriptedPool pool = new ScriptedPool(options, new ScriptedBackend());
        pool.acquire().close();
        pool.acquireAsync().join().close();
        pool.close();
        return new WeakReference<>(pool);
    }

    private void untilCollected(List<? extends WeakReference<?>> references) {
        until(() -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.refersTo(null));
        });
    }
}
