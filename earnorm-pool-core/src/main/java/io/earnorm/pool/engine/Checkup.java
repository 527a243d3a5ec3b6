package io.earnorm.pool.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the backend can be reached, outside of the queue: with an idle connection, or with a
 * new one where there is room.
 */
final class Checkup<C> {

    private final PoolContext<C> pool;
    private final Exchange<C> exchange;
    private final Places<C> places;

    Checkup(PoolContext<C> pool, Exchange<C> exchange) {
        this.pool = pool;
        this.exchange = exchange;
        this.places = exchange.places;
    }

    /** Asks, for at most {@code validationTimeout}. */
    Health run(Questions<C> questions) {
        if (!exchange.lifecycle.isRunning()) {
            return notRunning();
        }
        long limit = pool.config().validationTimeout().toNanos();
        long deadline = limit == 0 ? Long.MAX_VALUE : PoolContext.deadline(pool.now(), limit);
        Slot<C> idle = places.slots.lease();
        while (idle == null) {
            Health withoutAsking = connect(deadline);
            idle = places.slots.lease();
            if (idle == null && withoutAsking != null) {
                return withoutAsking;
            }
        }
        return ask(idle, questions, deadline);
    }

    private Health notRunning() {
        Mode mode = exchange.lifecycle.mode();
        return new Health(
                false,
                mode == Mode.PAUSED
                        ? "paused: " + describe(exchange.lifecycle.pauseCause())
                        : mode.name().toLowerCase(Locale.ROOT));
    }

    private Health ask(Slot<C> idle, Questions<C> questions, long deadline) {
        List<String> complaints = new ArrayList<>();
        Connections.Question<C> question = connection -> {
            boolean alive = pool.connector.validate(connection);
            if (alive) {
                complaints.addAll(questions.complaints(connection));
                clean(questions, connection, deadline);
            }
            return alive;
        };
        Waiter<C> waiter = places.checks.ask(idle, question, deadline);
        Slot<C> slot = waiter.slot;
        if (slot == null && waiter.cause == null && !exchange.lifecycle.isRunning()) {
            return notRunning();
        }
        if (slot == null && !(waiter.cause instanceof UncleanException)) {
            return new Health(false, "validation failed: " + describe(waiter.cause));
        }
        if (slot != null) {
            slot.reserve();
            exchange.putBack(slot, pool.now());
        }
        return complaints.isEmpty() ? new Health(true, "validated") : new Health(false, String.join("; ", complaints));
    }

    /** Not of a connection that took too long to answer: it may have been destroyed meanwhile, and if not, it will be. */
    private void clean(Questions<C> questions, C connection, long deadline) throws UncleanException {
        try {
            if (pool.now() >= deadline) {
                throw new TimeoutException("The questions took longer than validationTimeout");
            }
            questions.clean(connection);
        } catch (Exception e) {
            throw new UncleanException(e);
        }
    }

    /** Makes a connection join the idle ones, if there is room, and waits for it. */
    private @Nullable Health connect(long deadline) {
        List<Slot<C>> made = new ArrayList<>(1);
        exchange.change(effects -> {
            if (mayConnect()) {
                made.add(places.connectOne(effects));
            }
        });
        return made.isEmpty() ? withoutConnecting(deadline) : outcome(made.get(0), deadline);
    }

    private Health outcome(Slot<C> slot, long deadline) {
        exchange.gate.await(() -> slot.state() != Slot.CONNECTING || isGone(slot), deadline);
        if (slot.state() != Slot.CONNECTING) {
            return new Health(true, "connected");
        }
        return new Health(
                false,
                isGone(slot) ? "could not connect: " + describe(places.guard.lastFailure()) : "not connected in time");
    }

    /** There is no room, or it is too early after a failure. Returns {@code null} to look again. */
    private @Nullable Health withoutConnecting(long deadline) {
        if (!exchange.lifecycle.isRunning()) {
            return notRunning();
        }
        Throwable failure = places.guard.lastFailure();
        if (failure != null) {
            return new Health(false, "the backend failed last: " + describe(failure));
        }
        if (isBusy()) {
            return new Health(true, "every connection is in use");
        }
        // All are on their way in or out: see how they fare.
        return exchange.gate.await(this::isNew, deadline) ? null : new Health(false, "not connected in time");
    }

    private boolean isNew() {
        boolean[] room = {false};
        exchange.change(effects -> room[0] = mayConnect());
        return room[0]
                || !exchange.lifecycle.isRunning()
                || isBusy()
                || places.slots.count(Slot.IDLE) > 0
                || places.guard.lastFailure() != null;
    }

    /** Whether somebody has a connection: a lease, or the pool itself for a moment. */
    private boolean isBusy() {
        return places.slots.count(Slot.IN_USE) + places.slots.count(Slot.RESERVED) > 0;
    }

    /** Under the lock. */
    private boolean mayConnect() {
        return places.hasRoom() && exchange.lifecycle.mayConnect() && places.backoff.permits(pool.now());
    }

    private boolean isGone(Slot<C> slot) {
        return !Arrays.asList(places.slots.all()).contains(slot);
    }

    private static String describe(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.toString();
    }
}
