package io.earnorm.pool.contract;

import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import java.util.ArrayList;
import java.util.List;

/** The contract, kept for a backend that checks the pool all the while. */
final class ScriptedPoolContractTest extends PoolContractTest<ScriptedConnection> {

    private final List<ScriptedPool> pools = new ArrayList<>();
    private boolean down;

    @Override
    protected Pool<ScriptedConnection> newPool(PoolConfig config) {
        ScriptedPool pool = new ScriptedPool(config, new ScriptedBackend());
        pools.add(pool);
        if (down) {
            pool.scripted().die();
        }
        return pool;
    }

    @Override
    public void breakDown() {
        down = true;
        pools.forEach(pool -> pool.scripted().die());
    }

    @Override
    public void heal() {
        down = false;
        pools.forEach(pool -> pool.scripted().heal());
    }

    @Override
    protected void checkAfterwards() {
        pools.forEach(pool -> {
            pool.scripted().verify();
            pool.events().verify();
        });
    }
}
