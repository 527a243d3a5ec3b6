package io.earnorm.pool;

import io.earnorm.pool.engine.Connector;
import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.Slot;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Shows a pool's protected methods to the engine, and makes its leases. */
final class BackendAdapter<C> implements Connector<C>, LeaseFactory<C, Lease<C>> {

    private final BasePool<C> pool;
    private final boolean resets;
    private final boolean views;

    BackendAdapter(BasePool<C> pool) {
        this.pool = pool;
        this.resets = overrides("resetConnection");
        this.views = overrides("leaseView");
    }

    /** Whether the backend has its own form of a hook that does nothing by default. */
    private boolean overrides(String hook) {
        for (Class<?> type = pool.getClass(); type != BasePool.class && type != null; type = type.getSuperclass()) {
            if (Stream.of(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(hook) && method.getParameterCount() == 1)) {
                return true;
            }
        }
        return false;
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
    public boolean resets() {
        return resets;
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
    public int sockets(int connections) {
        return pool.openSockets(connections);
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
        if (!views) {
            return new PooledLease<>(slot, stamp);
        }
        return new ViewLease<>(slot, stamp, view(slot.connection()));
    }

    /** What users get to see of a connection. */
    C view(C connection) {
        return Objects.requireNonNull(pool.leaseView(connection), "leaseView returned null");
    }

    @Override
    public void giveBack(Lease<C> lease) {
        lease.close();
    }
}
