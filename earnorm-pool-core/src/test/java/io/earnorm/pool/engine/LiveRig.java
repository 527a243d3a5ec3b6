package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An engine among real threads, on the JVM's clock. */
final class LiveRig implements AutoCloseable {

    final Rig backend;
    final PoolEngine<Object, TestLease> engine;

    private final CountDownLatch connecting = new CountDownLatch(1);
    private final CountDownLatch mayConnect = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LiveRig(UnaryOperator<PoolConfig.Builder> config) {
        this(config, Resilience.disabled());
    }

    LiveRig(UnaryOperator<PoolConfig.Builder> config, Resilience resilience) {
        backend = new Rig(config, resilience, Surroundings.system());
        engine = backend.engine;
    }

    Future<?> inThread(Runnable action) {
        return threads.submit(action);
    }

    <T> Future<T> inThread(Callable<T> action) {
        return threads.submit(action);
    }

    /** Whether a thread of {@link #inThread} waits in the pool, or is done already. */
    boolean isWaiting(Future<?> action) {
        return action.isDone() || engine.exchange.gate.isAwaited();
    }

    /** Acquires, in a thread, while connecting hangs and heeds no interrupt. */
    Future<?> acquireWhileConnectingHangs() throws InterruptedException {
        hang();
        Future<?> acquire = inThread(backend::acquire);
        if (!connecting.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("Nothing was connected");
        }
        return acquire;
    }

    /** Has connecting hang. */
    void hang() {
        backend.connect = () -> {
            connecting.countDown();
            hangHere();
            return new Object();
        };
    }

    /** Hangs until {@link #letGo}. */
    void hangHere() {
        awaitUninterruptibly(mayConnect);
    }

    void letGo() {
        mayConnect.countDown();
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) { // Waits on, as a badly written driver would.
                continue;
            }
        }
    }

    @Override
    public void close() {
        letGo();
        engine.close(Duration.ofSeconds(2).toNanos());
        threads.shutdownNow();
    }
}
