package io.earnorm.pool.stress;

import io.earnorm.pool.engine.Connector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and destroys connections, and notes what a pool must not do. Thread-safe. */
final class Backend implements Connector<Connection> {

    final AtomicInteger created = new AtomicInteger();
    final AtomicInteger destroyed = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** What is written in a new connection. */
    static final int NEW = 3;

    /** Whether connecting fails. */
    volatile boolean down;

    /** Whether a connection may be taken from its holder: where leases are reclaimed. */
    boolean takesAway;

    private final AtomicInteger places = new AtomicInteger();
    private final int maxSize;

    Backend(int maxSize) {
        this.maxSize = maxSize;
    }

    int open() {
        return created.get() - destroyed.get();
    }

    @Override
    public Connection connect() {
        if (places.incrementAndGet() > maxSize) {
            faults.add("more than maxSize");
        }
        if (down) {
            places.decrementAndGet();
            throw new IllegalStateException("down");
        }
        Connection connection = new Connection(created.incrementAndGet());
        connection.note = NEW;
        return connection;
    }

    @Override
    public void destroy(Connection connection) {
        if (connection.destroyed.incrementAndGet() > 1) {
            faults.add("destroyed twice");
        }
        if (connection.holders.get() != 0 && !takesAway) {
            faults.add("destroyed in use");
        }
        destroyed.incrementAndGet();
        places.decrementAndGet();
    }

    @Override
    public boolean validate(Connection connection) {
        return true;
    }

    @Override
    public void reset(Connection connection) {}

    @Override
    public boolean resets() {
        return false;
    }

    @Override
    public boolean isBroken(Connection connection, Throwable failure) {
        return false;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return true;
    }

    @Override
    public void closed() {
        closed.incrementAndGet();
    }
}
