package io.earnorm.pool.benchmarks.peers;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.function.Consumer;

/** Our pool, through its public door. */
public final class EarnormPeer implements Peer {

    private final Pool<Object> pool;

    /**
     * Measures a pool.
     *
     * @param pool closed with this
     */
    public EarnormPeer(Pool<Object> pool) {
        this.pool = pool;
    }

    /**
     * A pool with all settings at their defaults, except for what is asked for.
     *
     * @param setup sizes and timeout
     * @param changes other settings
     * @return the pool; not started
     */
    public static EarnormPeer of(Setup setup, Consumer<PoolConfig.Builder> changes) {
        PoolConfig.Builder config = PoolConfig.builder()
                .minSize(setup.minSize())
                .maxSize(setup.maxSize())
                .connectionTimeout(setup.timeout())
                .maxConnecting(setup.maxConnecting());
        changes.accept(config);
        PoolOptions options = PoolOptions.builder().config(config.build()).build();
        return new EarnormPeer(new EarnormPool(setup.backend(), options));
    }

    /** {@return the pool itself} */
    public Pool<Object> pool() {
        return pool;
    }

    @Override
    public Object acquire() {
        return pool.acquire();
    }

    @Override
    public Object acquire(Duration timeout) {
        return pool.acquire(timeout);
    }

    @Override
    public Object connection(Object handle) {
        return ((Lease<?>) handle).connection();
    }

    @Override
    public void release(Object handle) {
        ((Lease<?>) handle).close();
    }

    @Override
    public void invalidate(Object handle) {
        ((Lease<?>) handle).invalidate();
    }

    @Override
    public void close() {
        pool.close();
    }
}
