package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/**
 * Ends the lease behind a pipeline, a transaction or a subscription that was dropped without being closed, once the garbage
 * collector has noticed. Its connection is destroyed: nobody knows what was going on there.
 *
 * <p>Must not refer to what it watches. Thread-safe.
 */
final class Forgotten implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Forgotten.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final String pool;
    private final Lease<Jedis> lease;
    private volatile boolean isRemembered;

    private Forgotten(String pool, Lease<Jedis> lease) {
        this.pool = pool;
        this.lease = lease;
    }

    static Forgotten watch(LeasedConnection connection, String pool, Lease<Jedis> lease) {
        Forgotten forgotten = new Forgotten(pool, lease);
        CLEANER.register(connection, forgotten);
        return forgotten;
    }

    /** Somebody closes it. */
    void remembered() {
        isRemembered = true;
    }

    @Override
    public void run() {
        if (!isRemembered) {
            LOG.warn(
                    "Pool '{}': a pipeline, transaction or subscription was never closed; its connection {} is destroyed."
                            + " Open it in try-with-resources; leakDetectionThreshold tells where it was opened",
                    pool,
                    lease.id());
            lease.invalidate();
        }
    }
}
