package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.simulation.Strand.Where;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to ask for a lease, and what each may answer. */
final class Acquiring {

    private final Model model;
    private final Holdings shared;

    Acquiring(Model model, Holdings shared) {
        this.model = model;
        this.shared = shared;
    }

    @Nullable
    SimLease acquire(long timeout) {
        boolean waits = timeout > 0;
        Ask ask = model.ask(waits ? timeout : Ask.NEVER);
        return ask(ask, waits, () -> model.engine.acquire(timeout));
    }

    @Nullable
    SimLease tryAcquire() {
        return ask(model.ask(Ask.NEVER), false, model.engine::tryAcquire);
    }

    private @Nullable SimLease ask(Ask ask, boolean waits, Supplier<@Nullable SimLease> call) {
        Strand me = model.stage.current();
        me.asks.push(ask);
        if (waits) {
            model.asking.add(me);
        }
        SimLease lease = null;
        try {
            lease = call.get();
            if (lease != null) {
                model.delivered(ask, lease);
            }
        } catch (PoolException refusal) {
            refused(ask, refusal);
        } finally {
            if (waits) {
                model.asking.remove(me);
            }
            me.asks.pop();
        }
        boolean silent = model.plan.silent;
        if (ask.started != (silent ? 0 : 1) || ask.ended != (silent && lease != null ? 0 : 1)) {
            model.fail(
                    15,
                    "each acquire tells that it begins and how it ends, once",
                    "told %d and %d times".formatted(ask.started, ask.ended));
        }
        return lease;
    }

    void async(long timeout) {
        Ask ask = model.ask(timeout);
        Strand me = model.stage.current();
        me.asks.push(ask);
        CompletableFuture<SimLease> future;
        try {
            future = model.engine.acquireAsync(timeout);
        } finally {
            me.asks.pop();
        }
        ask.future = future;
        ask.queuedAt = model.stage.now;
        model.pending.add(ask);
        future.whenComplete((lease, failure) -> {
            model.stage.note(lease == null ? "future failed" : "future served", 0);
            if (lease != null) {
                model.delivered(ask, lease);
                shared.held.add(lease);
            } else if (failure instanceof PoolException refusal) {
                refused(ask, refusal);
            } else if (!future.isCancelled() && !(failure instanceof CompletionException)) {
                model.fail(11, "an acquire throws a PoolException", Stage.describe(failure));
            }
        });
    }

    /** Whether an acquire may end in this way. */
    private void refused(Ask ask, PoolException refusal) {
        model.stage.note("refused: " + refusal.getClass().getSimpleName(), 0);
        if (refusal instanceof PoolTimeoutException) {
            if (!ask.isLimited() || model.stage.now < ask.earliestDeadline) {
                model.fail(
                        6,
                        "an acquire waits until its deadline",
                        "timed out at %d, its deadline is %d".formatted(model.stage.now, ask.deadline));
            }
        } else if (refusal instanceof PoolClosedException) {
            model.world.check(() -> {
                if (!model.isClosing()) {
                    model.fail(9, "only a closed pool says so", refusal.getMessage());
                }
            });
        } else if (refusal instanceof PoolUnavailableException) {
            if (model.unavailableAtStep < ask.beganAtStep) {
                model.fail(5, "only a paused pool says so", refusal.getMessage());
            }
        } else if (refusal instanceof AcquireInterruptedException) {
            if (!model.stage.current().userInterrupted) {
                model.fail(13, "only who was interrupted hears of it", refusal.getMessage());
            }
        } else if (refusal instanceof PoolExhaustedException) {
            exhausted(ask, refusal);
        } else if (!(refusal instanceof ConnectionFailedException) || !mayFailToConnect()) {
            model.fail(11, "an acquire says why it failed", Stage.describe(refusal));
        }
    }

    private boolean mayFailToConnect() {
        boolean toldInTime = !model.plan.config.initializationFailTimeout().isNegative();
        return toldInTime || model.viewFailures + model.backend.failedConnects + model.neverReady > 0;
    }

    private void exhausted(Ask ask, PoolException refusal) {
        PoolConfig config = model.plan.config;
        if (ask.timeout > 0 && ask.timeout != Ask.NEVER && config.maxPending() == Integer.MAX_VALUE) {
            model.fail(5, "only a full queue refuses one who waits", refusal.getMessage());
        }
    }

    /** Uses a connection for a moment: nobody else may touch it meanwhile. */
    void use(SimLease lease) {
        Conn conn = lease.conn;
        if (lease.released) {
            return;
        }
        conn.call = "use";
        conn.by = model.stage.current();
        if (model.stage.dice.percent(20)) {
            model.world.sleep(model.stage.dice.between(1, 3_000_000), Where.AT_HOME);
        } else {
            model.world.point("uses", lease.slot.id());
        }
        if (conn.by == model.stage.current() && "use".equals(conn.call)) {
            conn.call = null;
            conn.by = null;
        }
    }
}
