package io.earnorm.pool.samples.plainjava;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The ways to use a pool, on one that needs no server. */
final class PrinterDemo {

    private PrinterDemo() {}

    static void run(PrintStream out) throws IOException {
        try (PrinterPool pool = new PrinterPool(options())) {
            pool.addListener(new PrintedEvents(out));
            lease(pool, out);
            timeout(pool, out);
            async(pool, out);
            execute(pool, out);
            out.println("now:   " + pool.getMetrics());
            out.println("since: " + pool.getStatistics().acquired() + " acquired, "
                    + pool.getStatistics().evictions() + " evicted");
        }
    }

    private static PoolOptions options() {
        PoolConfig config = PoolConfig.builder().minSize(0).maxSize(1).build();
        RetryPolicy retry = RetryPolicy.builder()
                .maxAttempts(3)
                .backoff(Duration.ofMillis(10))
                .build();
        return PoolOptions.builder()
                .config(config)
                .resilience(Resilience.builder().name("printers").retry(retry).build())
                .build();
    }

    /** The lease goes back at the end of the block, whatever happens in it. */
    private static void lease(PrinterPool pool, PrintStream out) throws IOException {
        try (Lease<Printer> lease = pool.acquire()) {
            out.println("lease: " + lease.connection().print("hello"));
        }
    }

    /** Nobody waits for longer than they said, and the message says what the pool looked like. */
    private static void timeout(PrinterPool pool, PrintStream out) {
        try (Lease<Printer> held = pool.acquire()) {
            out.println("timeout: the only printer, connection " + held.id() + ", is in use");
            pool.acquire(Duration.ofMillis(20)).close();
        } catch (PoolTimeoutException e) {
            out.println("timeout: " + e.getMessage());
        }
    }

    /** Waits without a thread, in the same queue; completes when the lease before it ends. */
    private static void async(PrinterPool pool, PrintStream out) {
        CompletableFuture<String> printed;
        try (Lease<Printer> held = pool.acquire()) {
            printed = pool.acquireAsync().thenApply(PrinterDemo::printAndRelease);
            out.println("async: done while connection " + held.id() + " is in use? " + printed.isDone());
        }
        out.println("async: " + printed.join());
    }

    private static String printAndRelease(Lease<Printer> lease) {
        try (lease) {
            return lease.connection().print("later");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Work runs once, unless the caller says that it may safely run twice. */
    private static void execute(PrinterPool pool, PrintStream out) throws IOException {
        pool.jam(1);
        try {
            pool.execute(printer -> printer.print("once"));
        } catch (IOException e) {
            out.println("execute: " + e.getMessage());
        }
        pool.jam(2);
        out.println("executeIdempotent: " + pool.executeIdempotent(printer -> printer.print("at last")));
    }
}
