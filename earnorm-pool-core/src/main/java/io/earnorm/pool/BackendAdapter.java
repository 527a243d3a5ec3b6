package io.earnorm.pool;

import io.earnorm.pool.engine.Connector;
import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.Slot;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a pool's protected methods to the engine, and makes its leases. */
final class BackendAdapter<C> implements Connector<C>, LeaseFactory<C, Lease<C>> {

    private static final Logger LOG = LoggerFactory.getLogger(BackendAdapter.class);

    private final BasePool<C> pool;
    private final boolean resets;
    private final boolean views;

    BackendAdapter(BasePool<C> pool) {
        this.pool = pool;
        boolean unknown = !overrides("createConnection", 0); // A native image shows no method that nobody registered.
        this.resets = unknown || overrides("resetConnection", 1);
        this.views = unknown || overrides("leaseView", 1);
    }

    /** Whether the backend has its own form of a hook, as far as reflection shows. */
    private boolean overrides(String hook, int parameters) {
        for (Class<?> type = pool.getClass(); type != BasePool.class && type != null; type = type.getSuperclass()) {
            if (Stream.of(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(hook) && method.getParameterCount() == parameters)) {
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

    /** Whether that went well. */
    boolean quiesce() {
        try {
            pool.quiesceBackend();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Pool '{}': quiescing its backend failed", pool.name(), e);
        }
        return false;
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
