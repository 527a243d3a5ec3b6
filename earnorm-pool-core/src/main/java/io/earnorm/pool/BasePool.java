package io.earnorm.pool;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import java.io.IOException;

/**
 * Subclass this to pool anything.
 *
 * <p>The constructor starts nothing: no thread, no connection, no event. The first use does.
 *
 * @param <C> the connection
 */
public abstract class BasePool<C> implements Pool<C> {

    protected BasePool(String name, PoolConfig config) {}

    protected BasePool(String name, PoolOptions options) {}

    protected abstract C createConnection() throws Exception;

    protected abstract void destroyConnection(C connection) throws Exception;

    protected boolean validateConnection(C connection) throws Exception {
        return true;
    }

    protected void resetConnection(C connection) throws Exception {}

    protected boolean isBroken(C connection, Throwable failure) {
        return failure instanceof IOException;
    }

    protected boolean isTransient(Throwable failure) {
        return failure instanceof ConnectionFailedException;
    }

    protected C leaseView(C connection) {
        return connection;
    }
}
