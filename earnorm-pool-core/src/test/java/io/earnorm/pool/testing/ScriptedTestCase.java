package io.earnorm.pool.testing;

import io.earnorm.pool.config.PoolConfig;
import java.util.ArrayList;
import java.util.List;

/** A test with a scripted backend. Fails, too, when a pool broke a promise that the test did not look at. */
public abstract class ScriptedTestCase extends PoolTestCase {

    /** What {@link #poolOf} connects to. */
    protected final ScriptedBackend backend = new ScriptedBackend();

    private final List<ScriptedPool> pools = new ArrayList<>();

    /**
     * Makes a pool that is closed with the test.
     *
     * @param config its settings
     * @return it, not started
     */
    protected ScriptedPool poolOf(PoolConfig.Builder config) {
        return watched(new ScriptedPool(config.build(), backend));
    }

    /**
     * Closes a pool with the test, and checks what it did.
     *
     * @param pool the pool
     * @return the same
     */
    protected ScriptedPool watched(ScriptedPool pool) {
        pools.add(pool);
        return closedLater(pool);
    }

    @Override
    protected void letGo() {
        backend.openGates();
    }

    @Override
    protected void checkAfterwards() {
        backend.verify();
        pools.forEach(pool -> pool.events().verify());
    }
}
