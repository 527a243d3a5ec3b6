package io.earnorm.pool.testing;

import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** A test that uses pools: closes them and ends its threads afterwards. */
public abstract class PoolTestCase {

    private final TestThreads threads = new TestThreads();
    private final Queue<Pool<?>> pools = new ConcurrentLinkedQueue<>();

    /**
     * Settings that start nothing by themselves: no connection before the first acquire, up to four
     * then, and {@code init()} does not wait.
     *
     * @return a new builder
     */
    public PoolConfig.Builder config() {
        return PoolConfig.builder()
                .minSize(0)
                .maxSize(4)
                .connectionTimeout(Duration.ofSeconds(10))
                .initializationFailTimeout(Duration.ofMillis(-1))
                .drainTimeout(Duration.ZERO);
    }

    /**
     * Closes a pool at the end of the test.
     *
     * @param pool the pool
     * @param <P> its type
     * @return the same
     */
    public <P extends Pool<?>> P closedLater(P pool) {
        pools.add(pool);
        return pool;
    }

    /**
     * Starts a thread that ends with the test.
     *
     * @param work what it does
     * @param <T> its result
     * @return the running work
     */
    public <T> Task<T> start(Callable<T> work) {
        return threads.start(work);
    }

    /**
     * Waits until something is so, for at most 10 s.
     *
     * @param condition asked again and again
     */
    public void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    /** Called before the pools are closed, to let go what the test holds up. */
    protected void letGo() {}

    /** Called at the very end, to check what must be true then. */
    protected void checkAfterwards() {}

    /** Leaves nothing behind. */
    @AfterEach
    public final void closePoolsAndEndThreads() throws InterruptedException {
        letGo();
        pools.forEach(pool -> pool.close(Duration.ZERO));
        threads.close();
        checkAfterwards();
    }
}
