package io.earnorm.pool.samples.plainjava;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The smallest pool: how to make one, how to end one, and which failures end one. */
final class PrinterPool extends BasePool<Printer> {

    private final AtomicInteger jams = new AtomicInteger();

    PrinterPool(PoolOptions options) {
        super("printers", options);
    }

    @Override
    protected Printer createConnection() {
        return new Printer(jams);
    }

    @Override
    protected void destroyConnection(Printer printer) {
        // Nothing to close: the printer is an object in memory.
    }

    @Override
    protected boolean validateConnection(Printer printer) {
        return printer.works();
    }

    /** A jammed printer is replaced; {@code isBroken} says so by default, because it is an IOException. */
    @Override
    protected boolean isTransient(Throwable failure) {
        return failure instanceof IOException || super.isTransient(failure);
    }

    /** The next prints jam. */
    void jam(int prints) {
        jams.set(prints);
    }
}
