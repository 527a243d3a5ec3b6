package io.earnorm.pool.samples.plainjava;

import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import java.io.PrintStream;
import java.time.Duration;

/** Prints what happens to connections. */
final class PrintedEvents implements PoolListener {

    private final PrintStream out;

    PrintedEvents(PrintStream out) {
        this.out = out;
    }

    @Override
    public void connectionReady(long id, Duration took) {
        out.println("  event: connection " + id + " is ready");
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        out.println("  event: connection " + id + " is gone: " + reason);
    }

    @Override
    public void poolClosed() {
        out.println("  event: the pool is closed");
    }
}
