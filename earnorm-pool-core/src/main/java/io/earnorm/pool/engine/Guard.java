package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.resilience.StateListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the pool makes of its backend's failures.
 *
 * <p>A connection that breaks makes its generation suspect: one other connection is checked, and when
 * that one fails, too, the whole generation is retired. Failures and successes go to the circuit
 * breaker; while it is open the pool is paused, and one probe at a time tries the backend, at first
 * after 100 ms, later once a second.
 */
final class Guard<C> implements StateListener {

    private static final long NOT_SUSPECT = -1;
    private static final long FIRST_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATER_PROBES_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    private @Nullable Controls<C> controls;
    private StateListener.@Nullable Registration registration;
    private volatile @Nullable Throwable lastFailure;

    // Written under the pool's lock.
    private volatile long suspectGeneration = NOT_SUSPECT;
    private volatile long suspectSince;

    private volatile boolean probing;
    private volatile long nextProbeAt;
    private long probeDelay = FIRST_PROBE_NANOS;

    Guard(PoolContext<C> pool, Exchange<C> exchange, Places<C> places) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = places;
    }

    void watch(Controls<C> controls) {
        this.controls = controls;
        registration = pool.resilience.onStateChange(this);
    }

    void unwatch() {
        if (registration != null) {
            registration.close();
        }
    }

    /** The last thing heard of the backend, if that was a failure. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    // ---- What is heard of the backend

    void succeeded(long tookNanos) {
        if (lastFailure != null) { // Work succeeds often, and on many threads: write only what changes.
            lastFailure = null;
        }
        if (pool.resilience.hasCircuitBreaker()) {
            if (probing) {
                probing = false;
            }
            pool.resilience.recordSuccess(Duration.ofNanos(tookNanos));
            if (exchange.lifecycle.isPausedByBreaker()) {
                pool.workers.execute(this::probe); // A half-open breaker wants more than one success.
            }
        }
    }

    void failed(long tookNanos, Throwable failure) {
        lastFailure = failure;
        probing = false;
        if (pool.resilience.hasCircuitBreaker()) {
            pool.resilience.recordFailure(Duration.ofNanos(Math.max(0, tookNanos)), failure);
        }
    }

    /** An attempt was given up, which says nothing. */
    void abandoned() {
        if (probing) {
            probing = false;
            pool.resilience.releaseProbe();
        }
    }

    /** A connection of the suspect generation is alive after all. */
    void alive(Slot<C> slot, long tookNanos) {
        if (suspectGeneration == slot.generation) {
            suspectGeneration = NOT_SUSPECT;
        }
        succeeded(tookNanos);
    }

    // ---- Suspicion

    /** Whether a connection must be asked before it is lent, although it was good a moment ago. */
    boolean suspects(Slot<C> slot, long lastGood) {
        return suspectGeneration == slot.generation && lastGood <= suspectSince;
    }

    /** A connection of a generation broke. The second failure in a row retires the generation. */
    void suspect(long generation) {
        boolean[] confirmed = {false};
        exchange.change(effects -> {
            if (generation != exchange.lifecycle.generation()) {
                return; // Retired already.
            }
            confirmed[0] = suspectGeneration == generation;
            suspectGeneration = confirmed[0] ? NOT_SUSPECT : generation;
            suspectSince = pool.now();
            Slot<C> other = confirmed[0] ? null : places.slots.lease();
            if (other != null) {
                places.check(other, effects);
            }
        });
        if (confirmed[0] && controls != null) {
            controls.clear(generation);
        }
    }

    // ---- The breaker

    @Override
    public void opened(@Nullable Throwable cause, Duration retryAfter) {
        probeDelay = FIRST_PROBE_NANOS;
        if (controls != null) {
            controls.breakerOpened(cause == null ? new IllegalStateException("The circuit breaker is open") : cause);
        }
        scheduleProbe();
    }

    @Override
    public void closed() {
        if (controls != null) {
            controls.breakerClosed();
        }
    }

    /** How long until the pool tries the backend again. */
    Duration retryAfter() {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), nextProbeAt - pool.now()));
    }

    private void scheduleProbe() {
        long delay = (long) (probeDelay * (1 + pool.surroundings.random().getAsDouble() / 4));
        probeDelay = Math.min(LATER_PROBES_NANOS, probeDelay * 2);
        nextProbeAt = pool.now() + delay;
        pool.workers.schedule(delay, () -> pool.workers.execute(this::probeAndGoOn));
    }

    private void probeAndGoOn() {
        if (exchange.lifecycle.isPausedByBreaker() && !exchange.lifecycle.isClosing()) {
            probe();
            scheduleProbe();
        }
    }

    /** Tries the backend, unless a caller wants it left alone, or a try is under way. */
    private void probe() {
        Lifecycle lifecycle = exchange.lifecycle;
        if (probing || !lifecycle.isPausedByBreaker() || lifecycle.isPausedByCaller() || lifecycle.isClosing()) {
            return;
        }
        if (pool.resilience.permitProbe()) {
            probing = true;
            exchange.change(this::tryBackend);
        }
    }

    private void tryBackend(Effects effects) {
        Slot<C> idle = places.slots.lease();
        if (idle != null && places.unfit(idle, pool.now()) == null) {
            places.check(idle, effects);
            return;
        }
        if (idle != null) {
            places.evict(idle, EvictionReason.STALE, effects);
        }
        if (places.hasRoom()) {
            places.connectOne(effects);
        } else {
            abandoned(); // All places are taken by leases that have yet to end.
        }
    }
}
