package io.earnorm.pool;

import io.earnorm.pool.engine.Connector;
import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.Slot;
import java.util.Map;
import java.util.Objects;

/** Shows a pool's protected methods to the engine, and makes its leases. */
final class BackendAdapter<C> implements Connector<C>, LeaseFactory<C, Lease<C>> {

    private final BasePool<C> pool;

    BackendAdapter(BasePool<C> pool) {
        this.pool = pool;
    }

    @Override
    public C connect() throws Exception {
        return pool.createConnection();
    }

    @Override
    public void destroy(C connection) throws Exception {
        pool.destroyConnection(connection);
    }

    @Override
    public boolean validate(C connection) throws Exception {
        return pool.validateConnection(connection);
    }

    @Override
    public void reset(C connection) throws Exception {
        pool.resetConnection(connection);
    }

    @Override
    public boolean isBroken(C connection, Throwable failure) {
        return pool.isBroken(connection, failure);
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return pool.isTransient(failure);
    }

    @Override
    public void closed() throws Exception {
        pool.closeBackend();
    }

    Map<String, String> healthDetails() {
        return pool.healthDetails();
    }

    @Override
    public Lease<C> lease(Slot<C> slot, long stamp) {
        C view = Objects.requireNonNull(pool.leaseView(slot.connection()), "leaseView returned null");
        return new PooledLease<>(pool.engine(), slot, stamp, view);
    }

    @Override
    public void giveBack(Lease<C> lease) {
        lease.close();
    }
}
