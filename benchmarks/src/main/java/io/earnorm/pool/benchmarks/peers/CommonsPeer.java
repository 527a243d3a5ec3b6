package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Commons Pool: defaults, but {@code maxIdle} is the size, or it would close what comes back. */
final class CommonsPeer implements Peer {

    private final GenericObjectPool<Object> pool;

    CommonsPeer(Setup setup, boolean fair) throws Exception {
        GenericObjectPoolConfig<Object> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(setup.maxSize());
        config.setMaxIdle(setup.maxSize());
        config.setMinIdle(setup.minSize());
        config.setMaxWait(setup.timeout());
        config.setFairness(fair);
        pool = new GenericObjectPool<>(new Factory(setup.backend()), config);
        pool.preparePool();
    }

    @Override
    public Object acquire() throws Exception {
        return pool.borrowObject();
    }

    @Override
    public Object acquire(Duration timeout) throws Exception {
        return pool.borrowObject(timeout);
    }

    @Override
    public Object connection(Object handle) {
        return handle;
    }

    @Override
    public void release(Object handle) {
        pool.returnObject(handle);
    }

    @Override
    public void invalidate(Object handle) throws Exception {
        pool.invalidateObject(handle);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Factory extends BasePooledObjectFactory<Object> {

        private final Backend backend;

        Factory(Backend backend) {
            this.backend = backend;
        }

        @Override
        public Object create() throws Exception {
            return backend.connect();
        }

        @Override
        public PooledObject<Object> wrap(Object connection) {
            return new DefaultPooledObject<>(connection);
        }

        @Override
        public boolean validateObject(PooledObject<Object> pooled) {
            return backend.validate(pooled.getObject());
        }

        @Override
        public void destroyObject(PooledObject<Object> pooled) {
            backend.close(pooled.getObject());
        }
    }
}
