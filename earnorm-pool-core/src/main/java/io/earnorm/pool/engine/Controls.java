package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What changes the pool as a whole: start, clear, pause, suspend, resume, resize, close. Events are
 * told before the creations and destructions that they cause, and never under the lock.
 */
final class Controls<C> {

    private static final Log LOG = new Log(Controls.class);
    private static final long LONGEST_ANNOUNCEMENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NOT_ANNOUNCED = 0;

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;
    private final Housekeeper<C> housekeeper;
    private final AtomicBoolean backendClosed = new AtomicBoolean();

    Controls(PoolContext<C> pool, Exchange<C> exchange, Housekeeper<C> housekeeper) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = exchange.places;
        this.housekeeper = housekeeper;
    }

    // ---- Start

    /** Starts a pool that is new. Of all who try one does; the others need not wait for it. */
    boolean start() {
        return run(exchange.lifecycle::start);
    }

    /**
     * Starts a new pool and waits for one connection, as configured.
     *
     * @return {@code false} if none could be made in time
     */
    boolean init() {
        touch();
        if (pool.config().initializationFailTimeout().isNegative()) {
            run(exchange.lifecycle::start);
            return true;
        }
        if (!run(this::startWithFloor)) {
            return true;
        }
        exchange.gate.await(
                // The backend's judgement comes first: it may take its time, and wake-ups that are meant for here.
                () -> isHopeless()
                        || hasFailedTheOnlyTry()
                        || places.backoff.hasConnected()
                        || !exchange.lifecycle.isMeantToRun(), // A breaker that opens meanwhile may close again.
                initDeadline(pool.now()));
        exchange.change(effects -> places.floorWhileStarting(0));
        return !hasFailedTheOnlyTry() && (places.backoff.hasConnected() || !exchange.lifecycle.isMeantToRun());
    }

    /** Whatever later attempts did meanwhile: with a timeout of zero the first one decides. */
    private boolean hasFailedTheOnlyTry() {
        return pool.config().initializationFailTimeout().isZero() && places.backoff.firstFailure() != null;
    }

    private boolean startWithFloor() {
        boolean starts = exchange.lifecycle.start();
        if (starts) { // Only who starts will take it back.
            places.floorWhileStarting(1);
        }
        return starts;
    }

    /** Until when to wait for the first connection. */
    long initDeadline(long now) {
        PoolConfig config = pool.config();
        long wait = config.initializationFailTimeout().toNanos();
        if (wait == 0) { // The first attempt decides, however long it may take.
            wait = config.connectTimeout().isZero()
                    ? Long.MAX_VALUE
                    : config.connectTimeout().toNanos() + TimeUnit.SECONDS.toNanos(1);
        }
        return PoolContext.deadline(now, wait);
    }

    private boolean isHopeless() {
        Throwable failure = places.backoff.lastFailure();
        return failure != null && !places.connections.isTransient(failure);
    }

    /** Tells the pool's first use; costs one volatile read later. */
    void touch() {
        if (exchange.lifecycle.isCreated()) {
            return;
        }
        boolean[] first = {false};
        exchange.change(effects -> first[0] = exchange.lifecycle.create());
        if (first[0]) {
            pool.used();
            pool.events.tell(PoolListener::poolCreated);
            places.guard.watch(this);
        }
    }

    /** Makes the pool run, tells so, and only then lets connections be made. */
    private boolean run(BooleanSupplier transition) {
        long[] number = {NOT_ANNOUNCED};
        exchange.change(effects -> {
            if (transition.getAsBoolean()) {
                number[0] = exchange.lifecycle.announce();
                exchange.serve(effects); // What is idle need not wait for that.
            }
        });
        if (number[0] == NOT_ANNOUNCED) {
            return false;
        }
        try {
            announce(number[0]);
        } finally {
            announced(number[0]);
        }
        return true;
    }

    private void announce(long number) {
        PoolConfig config = pool.config();
        LOG.info("Pool '{}' runs with {} to {} connections", pool.name, config.minSize(), config.maxSize());
        // A listener that blocks holds up its own thread, and the rest of the pool for a moment only.
        Workers.Cancellation rescue = pool.workers.schedule(LONGEST_ANNOUNCEMENT_NANOS, () -> announced(number));
        housekeeper.start();
        pool.events.tell(PoolListener::poolReady);
        rescue.cancel();
    }

    private void announced(long number) {
        exchange.change(effects -> {
            exchange.lifecycle.announced(number);
            exchange.match(effects);
        });
    }

    // ---- Clear and pause

    /** Also while the pool closes, though that is not told: an acquire that comes after it gets nothing from before. */
    void clear() {
        if (!exchange.lifecycle.isCreated()) {
            return;
        }
        if (!exchange.lifecycle.isClosing()) {
            LOG.info("Pool '{}' retires its connections", pool.name);
            pool.events.tell(PoolListener::poolCleared);
        }
        retire();
    }

    /** Retires a generation, unless that has happened. */
    void clear(long generation) {
        if (generation == exchange.lifecycle.generation()) {
            clear();
        }
    }

    private void retire() {
        exchange.change(effects -> exchange.lifecycle.nextGeneration());
        places.evictIdle(slot -> places.unfit(slot, pool.now()));
    }

    void pause(Throwable cause) {
        touch();
        pause(() -> exchange.lifecycle.pause(cause), cause);
    }

    void breakerOpened(Throwable cause) {
        pause(() -> exchange.lifecycle.breakerOpened(cause), cause);
    }

    private void pause(BooleanSupplier transition, Throwable cause) {
        boolean[] first = {false};
        exchange.change(effects -> {
            first[0] = transition.getAsBoolean();
            if (exchange.lifecycle.mode() == Mode.PAUSED) {
                exchange.failAll(AcquireFailure.UNAVAILABLE, cause, effects);
            }
            exchange.gate.open(effects); // Who waits for the first connection now waits in vain.
        });
        if (exchange.lifecycle.isClosing()) {
            return;
        }
        if (first[0]) {
            LOG.warn("Pool '{}' is paused", pool.name, cause);
            pool.events.tell(listener -> listener.poolPaused(cause));
            pool.events.tell(PoolListener::poolCleared);
        }
        retire();
        places.giveUpConnecting();
    }

    void suspend() {
        touch();
        exchange.change(effects -> {
            exchange.lifecycle.suspend();
            exchange.gate.open(effects);
        });
    }

    void resume() {
        touch();
        run(() -> {
            places.backoff.succeeded(); // Somebody knows that trying makes sense again.
            return exchange.lifecycle.run();
        });
    }

    void breakerClosed() {
        run(() -> {
            places.backoff.succeeded();
            return exchange.lifecycle.breakerClosed();
        });
    }

    // ---- Resize

    void resize(int minSize, int maxSize) {
        exchange.change(effects -> {
            PoolConfig before = pool.config();
            pool.config(before.toBuilder().minSize(minSize).maxSize(maxSize).build());
            exchange.match(effects);
        });
        places.evictIdle(slot -> {
            EvictionReason unfit = places.unfit(slot, pool.now());
            return unfit == EvictionReason.IDLE ? null : unfit;
        });
    }

    // ---- Close

    void close(long drainNanos) {
        touch();
        long deadline = PoolContext.deadline(pool.now(), drainNanos);
        Slot<C> inHand = places.connections.inHand(); // Of a worker that closes in a hook, or else null.
        boolean[] first = {false};
        exchange.change(effects -> {
            first[0] = exchange.lifecycle.drain();
            exchange.failAll(AcquireFailure.CLOSED, null, effects);
            exchange.gate.open(effects);
        });
        if (!first[0]) {
            exchange.gate.await(() -> exchange.lifecycle.mode() == Mode.CLOSED || inHand != null, deadline);
            return;
        }
        places.guard.unwatch();
        housekeeper.stop();
        places.giveUpConnecting();
        places.evictIdle(slot -> EvictionReason.POOL_CLOSED);
        exchange.gate.await(() -> isDrained(false, inHand), deadline);
        exchange.gate.await(
                () -> isDrained(true, inHand), PoolContext.deadline(pool.now(), Connections.LONGEST_DESTROY_NANOS));
        exchange.change(effects -> {
            exchange.lifecycle.close();
            exchange.gate.open(effects);
        });
        LOG.info("Pool '{}' is closed, {} leases are still out", pool.name, places.slots.count(Slot.IN_USE));
        pool.events.tell(PoolListener::poolClosed);
        closeBackend();
    }

    /** Whether nothing is left, or nothing but leases and attempts to connect, that is worth waiting for. */
    private boolean isDrained(boolean butForLeases, @Nullable Slot<C> inHand) {
        for (Slot<C> slot : places.slots.all()) {
            int state = slot.state();
            boolean tolerated = butForLeases && (state == Slot.IN_USE || state == Slot.CONNECTING);
            boolean pointless = slot.destroyGivenUp || slot == inHand;
            if (!tolerated && !pointless) {
                return false;
            }
        }
        return true;
    }

    /** Once the pool is closed and the last connection has gone. */
    void closeBackend() {
        if (exchange.lifecycle.mode() == Mode.CLOSED
                && places.slots.size() == 0
                && backendClosed.compareAndSet(false, true)) {
            try {
                pool.connector.closed();
            } catch (Throwable t) {
                LOG.warn("Pool '{}': closing its backend failed", pool.name, t);
            }
        }
    }
}
