package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks one pool about its backend, on another thread, and remembers the answer for a moment. */
final class HealthProbe {

    private final ManagedPool pool;
    private final long timeoutNanos;
    private final long cacheNanos;

    private @Nullable Answer last;
    private @Nullable Attempt running;

    HealthProbe(ManagedPool pool, Duration timeout, Duration cache) {
        this.pool = pool;
        this.timeoutNanos = timeout.toNanos();
        this.cacheNanos = cache.toNanos();
    }

    ManagedPool pool() {
        return pool;
    }

    /** Whether there is no answer that still stands. */
    synchronized boolean isStale() {
        return last == null
                || System.nanoTime() - last.at >= cacheNanos
                || !last.signals.uphold(last.up, HealthSignals.of(pool));
    }

    /** Begins to ask, unless the answer stands or somebody asks already. */
    synchronized void refresh(Executor executor) {
        if (running != null || !isStale()) {
            return;
        }
        Attempt attempt = new Attempt(System.nanoTime(), new CompletableFuture<>());
        running = attempt;
        try {
            executor.execute(() -> ask(attempt));
        } catch (RejectedExecutionException e) { // The application ends.
            running = null;
        }
    }

    private void ask(Attempt attempt) {
        HealthSignals signals = HealthSignals.of(pool);
        Answer answer;
        try {
            PoolHealth health = pool.checkHealth();
            answer = new Answer(
                    health.up(), health.reason(), health.details(), Instant.now(), signals, System.nanoTime());
        } catch (RuntimeException e) { // Of a pool that is not ours.
            answer = new Answer(false, e.toString(), Map.of(), Instant.now(), signals, System.nanoTime());
        }
        synchronized (this) {
            last = answer;
            running = null;
        }
        attempt.result.complete(answer);
    }

    /**
     * The latest answer. Waits for one that is on its way, but not beyond the timeout since it was begun: who
     * comes later, while a backend is silent, does not wait at all.
     *
     * @return null when there is none in time
     */
    @Nullable
    Answer answer() {
        Attempt attempt;
        synchronized (this) {
            if (running == null) {
                return last;
            }
            attempt = running;
        }
        long left = attempt.begun + timeoutNanos - System.nanoTime();
        try {
            return attempt.result.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * What a pool said.
     *
     * @param at of {@link System#nanoTime()}
     */
    record Answer(
            boolean up, String reason, Map<String, String> details, Instant when, HealthSignals signals, long at) {}

    private record Attempt(long begun, CompletableFuture<Answer> result) {}
}
