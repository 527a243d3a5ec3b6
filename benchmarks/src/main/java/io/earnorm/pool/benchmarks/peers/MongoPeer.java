package io.earnorm.pool.benchmarks.peers;

import com.mongodb.internal.connection.ConcurrentPool;
import com.mongodb.internal.connection.ConcurrentPool.ItemFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The collection inside of the MongoDB driver's own pool; throws when none came in time. */
final class MongoPeer implements Peer {

    private final ConcurrentPool<Object> pool;
    private final long timeout;

    MongoPeer(Setup setup) {
        timeout = setup.timeout().toNanos();
        pool = new ConcurrentPool<>(setup.maxSize(), new Factory(setup.backend()));
        pool.ensureMinSize(setup.minSize(), pool::release);
    }

    @Override
    public Object acquire() {
        return pool.get(timeout, TimeUnit.NANOSECONDS);
    }

    @Override
    public Object acquire(Duration timeout) {
        return pool.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Object connection(Object handle) {
        return handle;
    }

    @Override
    public void release(Object handle) {
        pool.release(handle);
    }

    @Override
    public void invalidate(Object handle) {
        pool.release(handle, true);
    }

    @Override
    public void close() {
        pool.close();
    }

    private record Factory(Backend backend) implements ItemFactory<Object> {

        @Override
        public Object create() {
            try {
                return backend.connect();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close(Object connection) {
            backend.close(connection);
        }

        @Override
        public boolean shouldPrune(Object connection) {
            return false;
        }
    }
}
