package io.earnorm.pool.stress;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.Lease;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;

/** A pool as users have it, with threads and a clock of its own, of connections to nowhere. */
final class MemoryPool extends BasePool<Connection> {

    private final Backend backend;

    MemoryPool(int maxSize) {
        super("race", PoolConfig.builder().minSize(0).maxSize(maxSize).build());
        backend = new Backend(maxSize);
    }

    /** Has one idle connection. */
    static MemoryPool filled() {
        MemoryPool pool = new MemoryPool(1);
        pool.acquire().close();
        return pool;
    }

    /** A lease, or nothing. */
    String find() {
        return tryAcquire().isPresent() ? "leased" : "nothing";
    }

    static String use(Lease<Connection> lease) {
        try {
            return lease.connection().destroyed.get() == 0 ? "connection" : "destroyed";
        } catch (IllegalStateException e) {
            return "refused";
        }
    }

    /** Puts back what {@code get()} gave. */
    String giveBack(Connection connection) {
        try {
            put(connection);
            return "taken";
        } catch (IllegalStateException e) {
            return "refused";
        }
    }

    /** Closes it without waiting for leases; says what was wrong at any time, or "ok". */
    String settle() {
        close(Duration.ZERO);
        return backend.faults.isEmpty() ? "ok" : String.join(", ", backend.faults);
    }

    @Override
    protected Connection createConnection() {
        return backend.connect();
    }

    @Override
    protected void destroyConnection(Connection connection) {
        backend.destroy(connection);
    }
}
