package io.earnorm.pool.testing;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;

/** A pool of connections to a {@link ScriptedBackend}, with a log of its events from the first on. */
public class ScriptedPool extends BasePool<ScriptedConnection> {

    private final ScriptedBackend backend;
    private final EventLog events;

    /**
     * Makes a pool. Starts nothing.
     *
     * @param config its settings
     * @param backend says what its calls do; pools that share one share its counts, so give each its own
     */
    public ScriptedPool(PoolConfig config, ScriptedBackend backend) {
        super("scripted", config);
        this.backend = backend;
        this.events = new EventLog(config.maxConnecting());
        addListener(events);
    }

    /**
     * Makes a pool with retry and circuit breaker. Starts nothing.
     *
     * @param options of which the name, the settings and the resilience are used
     * @param backend as above
     */
    public ScriptedPool(PoolOptions options, ScriptedBackend backend) {
        super("scripted", options);
        this.backend = backend;
        this.events = new EventLog(options.config().maxConnecting());
        addListener(events);
    }

    /** {@return what it connects to} */
    public ScriptedBackend scripted() {
        return backend;
    }

    /** {@return everything that its listeners heard so far} */
    public EventLog events() {
        return events;
    }

    @Override
    protected ScriptedConnection createConnection() throws Exception {
        return backend.create(config().maxSize());
    }

    @Override
    protected void destroyConnection(ScriptedConnection connection) throws Exception {
        backend.destroy(connection);
    }

    @Override
    protected boolean validateConnection(ScriptedConnection connection) throws Exception {
        return backend.validate(connection);
    }

    @Override
    protected void resetConnection(ScriptedConnection connection) throws Exception {
        backend.reset(connection);
    }
}
