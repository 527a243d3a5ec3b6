package io.earnorm.pool.contract;

import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.PoolTestCase;
import org.junit.jupiter.api.AfterEach;

/**
 * What every pool promises, whatever it pools. Extend it to show that a backend keeps the promises: say how
 * to make a pool, and how to break and heal what it connects to. What only a scripted backend can show is in
 * the other tests of this package.
 *
 * @param <C> the connection
 */
public abstract class PoolContractTest<C> extends PoolTestCase
        implements LifecycleContract<C>,
                AcquireContract<C>,
                RefusalContract<C>,
                AsyncContract<C>,
                ReleaseContract<C>,
                ExecuteContract<C>,
                GetPutContract<C>,
                EventContract<C>,
                MetricsContract<C>,
                HealthContract<C>,
                ClearContract<C>,
                PauseContract<C>,
                ResizeContract<C>,
                HousekeepingContract<C>,
                CloseContract<C> {

    /**
     * Makes a pool of the backend under test.
     *
     * @param config its settings
     * @return it, not started
     */
    protected abstract Pool<C> newPool(PoolConfig config) throws Exception;

    @Override
    public final Pool<C> poolOf(PoolConfig.Builder config, PoolListener... listeners) {
        try {
            Pool<C> pool = closedLater(newPool(config.build()));
            for (PoolListener listener : listeners) {
                pool.addListener(listener);
            }
            return pool;
        } catch (Exception e) {
            throw new AssertionError("No pool could be made", e);
        }
    }

    /** So that the next test finds a working backend. */
    @AfterEach
    public void healAgain() throws Exception {
        heal();
    }
}
