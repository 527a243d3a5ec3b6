package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.metrics.PoolListener;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is attached to pools until they are closed, or the application context is: pools of a parent context outlive it, and
 * those of a cluster's nodes may end long before. Refers to no closed pool. Thread-safe.
 */
final class PoolAttachments implements AutoCloseable {

    private final Collection<Attachment> attachments = ConcurrentHashMap.newKeySet();

    /** Lets a listener hear of a pool. */
    void listen(Pool<?> pool, PoolListener listener) {
        pool.addListener(listener);
        add(pool, () -> pool.removeListener(listener));
    }

    /** Has something ended, once, when the pool is closed; at once when it is closed already. */
    void add(Pool<?> pool, Runnable end) {
        Attachment attachment = new Attachment(pool, end);
        attachments.add(attachment);
        pool.addListener(attachment);
        if (pool.state() == PoolState.CLOSED) { // Then nobody tells any more.
            attachment.poolClosed();
        }
    }

    @Override
    public void close() {
        attachments.forEach(Attachment::poolClosed);
    }

    private final class Attachment implements PoolListener {

        private final Pool<?> pool;
        private final Runnable end;

        Attachment(Pool<?> pool, Runnable end) {
            this.pool = pool;
            this.end = end;
        }

        @Override
        public void poolClosed() {
            if (attachments.remove(this)) {
                pool.removeListener(this);
                end.run();
            }
        }
    }
}
