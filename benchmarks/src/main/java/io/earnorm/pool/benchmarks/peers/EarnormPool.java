package io.earnorm.pool.benchmarks.peers;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;

/** Our pool over a {@link Backend}. */
public final class EarnormPool extends BasePool<Object> {

    private final Backend backend;

    /**
     * Makes a pool; opens nothing yet.
     *
     * @param backend what is pooled
     * @param options settings and resilience
     */
    public EarnormPool(Backend backend, PoolOptions options) {
        super("benchmark", options);
        this.backend = backend;
    }

    @Override
    protected Object createConnection() throws Exception {
        return backend.connect();
    }

    @Override
    protected void destroyConnection(Object connection) {
        backend.close(connection);
    }

    @Override
    protected boolean validateConnection(Object connection) {
        return backend.validate(connection);
    }
}
