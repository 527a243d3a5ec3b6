package io.earnorm.pool.samples.custom;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolFactory;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** A backend of one's own in plain Java: found by its name, used like the built-in ones. */
public final class CustomBackendSample {

    private CustomBackendSample() {}

    /**
     * Starts a server on this machine and talks to it through a pool.
     *
     * @param args none
     * @throws IOException if the server cannot be started or reached
     */
    public static void main(String[] args) throws IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException {
        try (LineServer server = new LineServer();
                LinePool pool = PoolFactory.create(LineBackend.NAME, options(server.uri()), LinePool.class)) {
            lease(pool, out);
            execute(pool, server, out);
            out.println("health: " + pool.checkHealth().reason());
            out.println("now: " + pool.getMetrics());
        }
    }

    private static PoolOptions options(String uri) {
        RetryPolicy retry = RetryPolicy.builder()
                .maxAttempts(3)
                .backoff(Duration.ofMillis(20))
                .build();
        return PoolOptions.builder()
                .name("greeter")
                .uri(uri)
                .config(PoolConfig.builder()
                        .minSize(1)
                        .maxSize(4)
                        .initializationFailTimeout(Duration.ofSeconds(10))
                        .build())
                .resilience(Resilience.builder().retry(retry).build())
                .build();
    }

    /** What the first holder sets on its connection, the next holder of the same one does not see. */
    private static void lease(LinePool pool, PrintStream out) throws IOException {
        try (Lease<LineConnection> lease = pool.acquire()) {
            lease.connection().prefix("> ");
            out.println("first lease: " + lease.connection().upper("hello"));
        }
        try (Lease<LineConnection> lease = pool.acquire()) {
            out.println("second lease: " + lease.connection().upper("hello"));
        }
    }

    /** {@code execute} never repeats the work; {@code executeIdempotent} does, where it can help. */
    private static void execute(LinePool pool, LineServer server, PrintStream out) throws IOException {
        server.beBusyFor(1);
        try {
            pool.execute(connection -> connection.upper("once"));
        } catch (LineRefusedException e) {
            out.println("execute: " + e.getMessage());
        }
        server.beBusyFor(2);
        out.println("executeIdempotent: " + pool.executeIdempotent(connection -> connection.upper("again")));
    }
}
