package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import stormpot.Allocator;
import stormpot.BasePoolable;
import stormpot.Expiration;
import stormpot.Pool;
import stormpot.PoolBuilder;
import stormpot.PoolTap;
import stormpot.Slot;
import stormpot.Timeout;

/** Stormpot: its defaults, or without expiration and leak checks. It always fills itself. */
final class StormpotPeer implements Peer {

    private final Pool<Pooled> pool;
    private final PoolTap<Pooled> tap;
    private final Timeout timeout;

    StormpotPeer(Setup setup, boolean tuned) {
        PoolBuilder<Pooled> builder =
                Pool.fromThreaded(new PooledAllocator(setup.backend())).setSize(setup.maxSize());
        if (tuned) {
            builder.setExpiration(Expiration.never())
                    .setPreciseLeakDetectionEnabled(false)
                    .setBackgroundExpirationEnabled(false);
        }
        pool = builder.build();
        tap = setup.virtualThreads() ? pool.getVirtualThreadSafeTap() : pool;
        timeout = new Timeout(setup.timeout());
    }

    @Override
    public @Nullable Object acquire() throws Exception {
        return tap.claim(timeout);
    }

    @Override
    public @Nullable Object acquire(Duration timeout) throws Exception {
        return tap.claim(new Timeout(timeout));
    }

    @Override
    public Object connection(Object handle) {
        return ((Pooled) handle).connection;
    }

    @Override
    public void release(Object handle) {
        ((Pooled) handle).release();
    }

    @Override
    public void invalidate(Object handle) {
        Pooled pooled = (Pooled) handle;
        pooled.expire();
        pooled.release();
    }

    @Override
    public void close() {
        try {
            pool.shutdown().await(new Timeout(Duration.ofSeconds(10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Pooled extends BasePoolable {

        private final Object connection;

        Pooled(Slot slot, Object connection) {
            super(slot);
            this.connection = connection;
        }
    }

    private record PooledAllocator(Backend backend) implements Allocator<Pooled> {

        @Override
        public Pooled allocate(Slot slot) throws Exception {
            return new Pooled(slot, backend.connect());
        }

        @Override
        public void deallocate(Pooled pooled) {
            backend.close(pooled.connection);
        }
    }
}
