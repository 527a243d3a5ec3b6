package io.earnorm.pool.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    Health run(PoolEngine.Questions<C> questions) {
        Mode mode = exchange.lifecycle.mode();
        if (mode == Mode.PAUSED) {
            return new Health(false, "paused: " + describe(exchange.lifecycle.pauseCause()));
        }
        if (mode != Mode.RUNNING) {
            return new Health(false, mode.name().toLowerCase(Locale.ROOT));
        }
        long limit = pool.config().validationTimeout().toNanos();
        long deadline = limit == 0 ? Long.MAX_VALUE : PoolContext.deadline(pool.now(), limit);
        Slot<C> idle = places.slots.lease();
        if (idle == null) {
            Health noConnection = connect(deadline);
            idle = places.slots.lease();
            if (idle == null) {
                return noConnection;
            }
        }
        return ask(idle, questions, deadline);
    }

    private Health ask(Slot<C> idle, PoolEngine.Questions<C> questions, long deadline) {
        List<String> complaints = new ArrayList<>();
        Connections.Question<C> question = connection -> {
            boolean alive = pool.connector.validate(connection);
            if (alive) {
                complaints.addAll(questions.complaints(connection));
            }
            return alive;
        };
        ThreadWaiter<C> waiter = new ThreadWaiter<>(pool.surroundings.parking(), pool.now(), deadline);
        exchange.change(effects -> places.check(idle, waiter, question, effects));
        waiter.await(exchange);
        Slot<C> slot = waiter.slot;
        if (slot == null) {
            return new Health(false, "validation failed: " + describe(waiter.cause));
        }
        slot.reserve();
        exchange.putBack(slot, pool.now());
        return complaints.isEmpty() ? new Health(true, "validated") : new Health(false, String.join("; ", complaints));
    }

    /** Makes a connection join the idle ones, if there is room, and waits for it. */
    private Health connect(long deadline) {
        List<Slot<C>> made = new ArrayList<>(1);
        exchange.change(effects -> {
            if (places.hasRoom() && exchange.lifecycle.mayConnect() && places.backoff.permits(pool.now())) {
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

    /** There is no room, or it is too early after a failure. */
    private Health withoutConnecting(long deadline) {
        Throwable failure = places.guard.lastFailure();
        if (failure == null && places.slots.count(Slot.IN_USE) == 0) { // Others are connecting: see how they fare.
            exchange.gate.await(
                    () -> places.slots.count(Slot.CONNECTING) == 0
                            || places.slots.count(Slot.IDLE) > 0
                            || places.guard.lastFailure() != null,
                    deadline);
            failure = places.guard.lastFailure();
        }
        if (failure != null) {
            return new Health(false, "the backend failed last: " + describe(failure));
        }
        return places.slots.count(Slot.IN_USE) > 0
                ? new Health(true, "every connection is in use")
                : new Health(false, "not connected in time");
    }

    private boolean isGone(Slot<C> slot) {
        for (Slot<C> present : places.slots.all()) {
            if (present == slot) {
                return false;
            }
        }
        return true;
    }

    private static String describe(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.toString();
    }
}
