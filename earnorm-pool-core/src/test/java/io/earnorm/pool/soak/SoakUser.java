package io.earnorm.pool.soak;

import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Uses a pool in every way until it is closed. Ends every lease in the end, also those that it forgot. */
final class SoakUser implements Runnable {

    private static final long VERY_LATE_SECONDS = 20;
    private static final long REST_NANOS = 500_000;

    private final SoakPool pool;
    private final Findings findings;
    private final boolean forgetful;
    private final Executor others;
    private final List<Lease<SoakConnection>> forgotten = new ArrayList<>();

    SoakUser(SoakPool pool, Findings findings, boolean forgetful, Executor others) {
        this.pool = pool;
        this.findings = findings;
        this.forgetful = forgetful;
        this.others = others;
    }

    private interface Acquire {
        Lease<SoakConnection> lease() throws Exception;
    }

    @Override
    public void run() {
        boolean open = true;
        while (open) {
            open = step();
        }
        forgotten.forEach(lease -> {
            leave(lease);
            lease.close();
        });
    }

    /** Returns whether the pool is still open. */
    private boolean step() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(200) == 0) {
            Thread.currentThread().interrupt();
        }
        try {
            useOnce(random);
        } catch (PoolClosedException e) {
            return false;
        } catch (PoolUnavailableException e) {
            LockSupport.parkNanos(REST_NANOS); // So that those whose pool runs get further.
        } catch (PoolException e) {
            findings.count("thrown");
        } catch (IOException e) {
            findings.count("work failed");
        } catch (InterruptedException e) {
            findings.count("interrupted");
        } catch (IllegalStateException e) { // The lease was taken away.
            findings.require(forgetful, "Refused: " + e);
        } catch (Throwable t) {
            findings.violation("Unexpected: " + t);
        }
        Thread.interrupted(); // Of whatever is left.
        return true;
    }

    private void useOnce(ThreadLocalRandom random) throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> pool.run(connection -> work(connection, new Object()));
            case 1 -> pool.executeIdempotent(connection -> work(connection, new Object()));
            case 2 -> useBorrowed(pool.get());
            case 3 -> {
                Lease<SoakConnection> lease = pool.tryAcquire().orElse(null);
                if (lease != null) {
                    use(lease);
                }
            }
            case 4 -> use(timed(Profile.CONNECTION_TIMEOUT, pool::acquire));
            case 5, 6 -> {
                Duration timeout = Duration.ofMillis(random.nextInt(100));
                use(timed(timeout, () -> pool.acquire(timeout)));
            }
            default -> useLater(Duration.ofMillis(1 + random.nextInt(100)), random.nextInt(4) == 0);
        }
    }

    private Lease<SoakConnection> timed(Duration timeout, Acquire acquire) throws Exception {
        long start = System.nanoTime();
        String how = "leased";
        try {
            return acquire.lease();
        } catch (Exception e) {
            how = e.getClass().getSimpleName();
            throw e;
        } finally {
            findings.ended(how, Duration.ofNanos(System.nanoTime() - start), timeout);
        }
    }

    private void useBorrowed(SoakConnection connection) throws IOException {
        try {
            work(connection, this);
        } catch (IOException e) {
            connection.close(); // An answer may still come, and is not for the next holder.
            throw e;
        } finally {
            pool.put(connection);
        }
    }

    private void useLater(Duration timeout, boolean changesItsMind) throws Exception {
        CompletableFuture<Lease<SoakConnection>> future = pool.acquireAsync(timeout);
        if (changesItsMind && future.cancel(true)) {
            findings.count("cancelled");
            return;
        }
        try {
            use(timed(timeout, () -> future.get(VERY_LATE_SECONDS, TimeUnit.SECONDS)));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PoolException known ? known : e;
        } catch (InterruptedException | TimeoutException e) {
            findings.require(e instanceof InterruptedException, "An asynchronous acquire does not end");
            if (!future.cancel(true) && !future.isCompletedExceptionally()) {
                use(future.join());
            }
            throw e;
        } catch (CancellationException e) {
            findings.violation("Cancelled by somebody else");
        }
    }

    private void use(Lease<SoakConnection> lease) throws IOException {
        SoakConnection connection = lease.connection();
        findings.require(connection.id == lease.id(), "Lease of " + lease.id() + " for " + connection);
        if (forgetful && ThreadLocalRandom.current().nextInt(300) == 0) {
            enter(connection, lease);
            forgotten.add(lease);
            findings.count("forgotten");
            return;
        }
        try {
            work(connection, lease);
        } catch (IOException e) {
            lease.invalidate(e);
            throw e;
        } finally {
            end(lease);
        }
    }

    private void end(Lease<SoakConnection> lease) {
        switch (ThreadLocalRandom.current().nextInt(40)) {
            case 0 -> lease.invalidate();
            case 1 -> others.execute(lease::close); // Races with the end below.
            default -> {}
        }
        lease.close();
        try {
            lease.connection();
            findings.violation(lease + " still gives its connection");
        } catch (IllegalStateException e) {
            findings.count("leases ended");
        }
    }

    /** Asks the server a few times. */
    private Object work(SoakConnection connection, Object user) throws IOException {
        enter(connection, user);
        try {
            for (int i = ThreadLocalRandom.current().nextInt(3); i >= 0; i--) {
                int request = 'a' + ThreadLocalRandom.current().nextInt(26);
                int answer = connection.ask(request);
                findings.require(answer == request, "%s answered %c to %c".formatted(connection, answer, request));
            }
            return connection;
        } finally {
            connection.exit(user);
        }
    }

    private void enter(SoakConnection connection, Object user) {
        Object other = connection.enter(user);
        boolean taken = pool.tally().wasReclaimed(connection.id);
        findings.require(other == null || taken, "%s has two holders: %s, %s".formatted(connection, other, user));
        findings.require(!connection.isDestroyed() || taken, connection + " is lent after its end");
    }

    private static void leave(Lease<SoakConnection> lease) {
        try {
            lease.connection().exit(lease);
        } catch (IllegalStateException e) {
            // It was taken away.
        }
    }
}
