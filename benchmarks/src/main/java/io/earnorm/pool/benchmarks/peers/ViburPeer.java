package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vibur.objectpool.ConcurrentPool;
import org.vibur.objectpool.PoolObjectFactory;
import org.vibur.objectpool.util.ConcurrentLinkedDequeCollection;

/** Vibur's object pool; a {@code null} also stands for an interrupt there. */
final class ViburPeer implements Peer {

    private final ConcurrentPool<Object> pool;
    private final long timeout;

    ViburPeer(Setup setup, boolean fair) {
        timeout = setup.timeout().toNanos();
        pool = new ConcurrentPool<>(
                new ConcurrentLinkedDequeCollection<>(),
                new Factory(setup.backend()),
                setup.minSize(),
                setup.maxSize(),
                fair);
    }

    @Override
    public @Nullable Object acquire() {
        return pool.tryTake(timeout, TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable Object acquire(Duration timeout) {
        return pool.tryTake(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Object connection(Object handle) {
        return handle;
    }

    @Override
    public void release(Object handle) {
        pool.restore(handle);
    }

    @Override
    public void invalidate(Object handle) {
        pool.restore(handle, false);
    }

    @Override
    public void close() {
        pool.close();
    }

    private record Factory(Backend backend) implements PoolObjectFactory<Object> {

        @Override
        public Object create() {
            try {
                return backend.connect();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean readyToTake(Object connection) {
            return true;
        }

        @Override
        public boolean readyToRestore(Object connection) {
            return true;
        }

        @Override
        public void destroy(Object connection) {
            backend.close(connection);
        }
    }
}
