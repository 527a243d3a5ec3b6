package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.resilience.StateListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final Log LOG = new Log(Guard.class);
    private static final long NOT_SUSPECT = -1;
    private static final long FIRST_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATER_PROBES_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** As many as a breaker's window usually holds. */
    private static final int SUCCESSES_AFTER_A_FAILURE = 20;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    private volatile @Nullable Controls<C> controls;
    private volatile StateListener.Registration registration = () -> {};
    private volatile @Nullable Throwable lastFailure;

    // Written under the pool's lock. An all-clear may be older than the suspicion that it ends: then the next failure
    // raises that again.
    private volatile long suspectGeneration = NOT_SUSPECT;
    private volatile long suspectSince;

    /** Found to be broken as a whole; stays suspect, so that none of it is lent before it is retired. */
    private volatile long retiringGeneration = NOT_SUSPECT;

    /** Claimed by whoever asks for a probe's permission, and kept until that probe has ended. */
    private final AtomicBoolean probing = new AtomicBoolean();

    /** What the probe under way uses. Only its own end ends the probe. */
    private final AtomicReference<@Nullable Slot<C>> probed = new AtomicReference<>();

    /** Each opening begins a series of probes, and ends the one before. */
    private final AtomicInteger series = new AtomicInteger();

    private volatile long nextProbeAt;

    /** How many leases that end well the breaker is yet to hear of. */
    private volatile int owed;

    Guard(PoolContext<C> pool, Exchange<C> exchange, Places<C> places) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = places;
    }

    void watch(Controls<C> controls) {
        this.controls = controls;
        registration = pool.resilience.onStateChange(this);
        if (exchange.lifecycle.isClosing()) { // Closed meanwhile, perhaps before there was anything to unwatch.
            unwatch();
        }
    }

    void unwatch() {
        registration.close();
    }

    /** The last thing heard of the backend, if that was a failure. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    // ---- What is heard of the backend

    /** Something has succeeded: with a connection of the pool's own, or a user's work. */
    void succeeded(@Nullable Slot<C> slot, long tookNanos) {
        if (lastFailure != null) { // Work succeeds often, and on many threads: write only what changes.
            lastFailure = null;
        }
        if (pool.resilience.hasCircuitBreaker()) {
            endProbe(slot);
            pool.resilience.recordSuccess(Duration.ofNanos(tookNanos));
            if (exchange.lifecycle.isPausedByBreaker()) {
                pool.workers.execute(this::probe); // A half-open breaker wants more than one success.
            }
        }
    }

    /**
     * A lease has ended well. In good times the breaker need not know that; after a failure it does, or it
     * would take a few failures among many leases for a dead backend.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One more or less does not matter.
    void endedWell() {
        if (owed > 0) {
            pay();
            succeeded(null, 0);
        }
    }

    /** The breaker has heard of a success, or is about to. */
    void pay() {
        if (owed > 0) {
            exchange.change(effects -> owed = Math.max(0, owed - 1));
        }
    }

    /** A suspicion that no idle connection is left to bear out is over. */
    void review() {
        if (suspectGeneration == NOT_SUSPECT) {
            return;
        }
        exchange.change(effects -> {
            boolean inDoubt = suspectGeneration == retiringGeneration;
            for (Slot<C> slot : places.slots.all()) {
                int state = slot.state();
                inDoubt |= state != Slot.CONNECTING
                        && state != Slot.CLOSING
                        && slot.generation == suspectGeneration
                        && suspects(slot, Math.max(slot.lastUsed, slot.lastChecked));
            }
            suspectGeneration = inDoubt ? suspectGeneration : NOT_SUSPECT;
        });
    }

    /** Whether leases must be looked at one by one. Under the lock. */
    boolean isAlarmed() {
        return owed > 0 || suspectGeneration == exchange.lifecycle.generation();
    }

    void failed(Slot<C> slot, long tookNanos, Throwable failure) {
        lastFailure = failure;
        exchange.change(effects -> owed = SUCCESSES_AFTER_A_FAILURE);
        endProbe(slot);
        if (pool.resilience.hasCircuitBreaker()) {
            pool.resilience.recordFailure(Duration.ofNanos(Math.max(0, tookNanos)), failure);
        }
    }

    /** An attempt was given up, which says nothing. */
    void abandoned(Slot<C> slot) {
        if (endProbe(slot)) {
            pool.resilience.releaseProbe();
        }
    }

    private boolean endProbe(@Nullable Slot<C> slot) {
        boolean ends = slot != null && probed.compareAndSet(slot, null);
        if (ends) {
            probing.set(false);
        }
        return ends;
    }

    /** A connection of the suspect generation is alive after all. */
    void alive(Slot<C> slot, long tookNanos) {
        if (suspectGeneration == slot.generation) {
            exchange.change(effects -> {
                if (retiringGeneration != slot.generation) { // Not once it is known to be broken as a whole.
                    suspectGeneration = NOT_SUSPECT;
                }
            });
        }
        succeeded(slot, tookNanos);
    }

    // ---- Suspicion

    /** Whether a connection must be asked before it is lent, although it was good a moment ago. */
    boolean suspects(Slot<C> slot, long lastGood) {
        return retiringGeneration == slot.generation
                || (suspectGeneration == slot.generation && lastGood <= suspectSince);
    }

    /** A connection of a generation broke. The second failure in a row retires the generation. */
    void suspect(long generation) {
        boolean[] confirmed = {false};
        exchange.change(effects -> {
            if (generation != exchange.lifecycle.generation() || generation == retiringGeneration) {
                return; // Retired already, or about to be.
            }
            confirmed[0] = suspectGeneration == generation;
            retiringGeneration = confirmed[0] ? generation : retiringGeneration;
            suspectGeneration = generation;
            suspectSince = pool.now();
            Slot<C> other = confirmed[0] ? null : places.slots.lease();
            if (other != null) {
                places.checks.begin(other, effects);
            }
        });
        Controls<C> present = controls;
        if (confirmed[0] && present != null) {
            present.clear(generation);
        }
    }

    // ---- The breaker

    @Override
    public void opened(@Nullable Throwable cause, Duration retryAfter) {
        int number = series.incrementAndGet();
        Controls<C> present = controls;
        if (present != null) {
            present.breakerOpened(cause == null ? new IllegalStateException("The circuit breaker is open") : cause);
        }
        scheduleProbe(number, FIRST_PROBE_NANOS);
    }

    @Override
    public void closed() {
        Controls<C> present = controls;
        if (present != null) {
            present.breakerClosed();
        }
    }

    /** How long until the pool tries the backend again. */
    Duration retryAfter() {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), nextProbeAt - pool.now()));
    }

    private void scheduleProbe(int number, long after) {
        long delay = (long) (after * (1 + pool.surroundings.random().getAsDouble() / 4));
        nextProbeAt = pool.now() + delay;
        pool.workers.schedule(delay, () -> pool.workers.execute(() -> probeAndGoOn(number, after)));
    }

    private void probeAndGoOn(int number, long after) {
        if (number != series.get() || !exchange.lifecycle.isPausedByBreaker() || exchange.lifecycle.isClosing()) {
            return;
        }
        try {
            probe();
        } finally { // Nobody else would end the pause.
            scheduleProbe(number, Math.min(LATER_PROBES_NANOS, after * 2));
        }
    }

    /** Tries the backend, unless a caller wants it left alone, or a try is under way. */
    private void probe() {
        if (!mayProbe() || !probing.compareAndSet(false, true)) {
            return;
        }
        boolean permitted = false;
        try {
            permitted = pool.resilience.permitProbe();
        } catch (Throwable t) { // A breaker may be the application's own.
            LOG.warn("Pool '{}': its circuit breaker did not say whether the backend may be tried", pool.name, t);
        }
        probing.set(permitted);
        if (permitted) {
            exchange.change(this::tryBackend);
        }
    }

    private boolean mayProbe() {
        Lifecycle lifecycle = exchange.lifecycle;
        return lifecycle.isPausedByBreaker() && !lifecycle.isPausedByCaller() && !lifecycle.isClosing();
    }

    private void tryBackend(Effects effects) {
        Slot<C> slot = mayProbe() ? forProbe(effects) : null; // Much may have happened since it was asked for.
        probed.set(slot); // Volatile, and then a look: who gives the attempt up does that first, and then looks here.
        if (slot != null && slot.connecting.hasEnded() && slot.state() == Slot.CONNECTING) {
            effects.add(() -> abandoned(slot));
        }
        if (slot == null) {
            probing.set(false);
            effects.add(pool.resilience::releaseProbe);
        }
    }

    /** An idle connection to ask, or one that is being made; none while leases take all places. */
    private @Nullable Slot<C> forProbe(Effects effects) {
        Slot<C> idle = places.slots.lease();
        if (idle != null) {
            EvictionReason unfit = places.unfit(idle, pool.now());
            if (unfit == null) {
                places.checks.begin(idle, effects);
                return idle;
            }
            places.evict(idle, unfit, effects);
        }
        return places.hasRoom() ? places.connectOne(effects) : null;
    }
}
