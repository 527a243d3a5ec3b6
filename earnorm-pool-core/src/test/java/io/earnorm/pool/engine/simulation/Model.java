package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.engine.Inside;
import io.earnorm.pool.engine.PoolEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the world knows of the pool from the outside, and the few things that it looks up inside. */
final class Model {

    final Stage stage;
    final World world;
    final Plan plan;
    final PoolEngine<Conn, SimLease> engine;
    final Inside inside;
    final Backend backend;
    private final Fitness fitness;

    // ---- What the events said
    final Map<Long, ConnState> states = new HashMap<>();
    final Map<Long, SimLease> leases = new LinkedHashMap<>();
    final Set<Long> reclaimedEarly = new HashSet<>();
    int connecting;
    int neverReady;
    int started;
    int acquired;
    int acquireFailed;
    int released;
    boolean created;
    boolean closedTold;

    // ---- What was asked for
    final List<Ask> pending = new ArrayList<>();
    final List<Strand> asking = new ArrayList<>();
    final List<Strand> actors = new ArrayList<>();
    int cleared;
    int closes;
    int closesReturned;
    boolean finished;
    boolean breaker;
    boolean resized;
    boolean failing;
    final Spacing spacing;
    long lastFailureAt = -1_000_000_000;
    int unavailableAtStep = -1;
    int viewFailures;
    int announcing;

    /** As many places as there may be at this moment: more than the ceiling only after that was lowered. */
    int ceiling;

    /** What a connection went through, as far as told. */
    enum ConnState {
        CONNECTING,
        FREE,
        LEASED,
        DESTROYED
    }

    Model(World world, Backend backend, PoolEngine<Conn, SimLease> engine) {
        this.world = world;
        this.stage = world.stage;
        this.plan = world.plan;
        this.backend = backend;
        this.engine = engine;
        this.inside = new Inside(engine);
        this.fitness = new Fitness(this);
        this.spacing = new Spacing(this);
        this.ceiling = plan.config.maxSize();
    }

    /** An acquire begins now. */
    Ask ask(long timeout) {
        Ask[] ask = new Ask[1];
        world.check(() -> {
            Object first = inside.firstNotToBeOvertaken(
                    plan.config.fairness() == Fairness.STRICT,
                    plan.config.fairnessBound().toNanos(),
                    engine.now());
            ask[0] = new Ask(stage.steps(), timeout, cleared, first, isClosing());
            ask[0].surelyAt = world.isCoarseKept() ? world.coarse() : stage.now;
        });
        return ask[0];
    }

    /** Some other call begins, which no acquire's deadline bounds. */
    Ask call() {
        Ask call = new Ask(stage.steps(), Ask.NEVER, 0, null, false);
        call.deadline = Ask.NEVER;
        call.waits = true;
        call.earliestDeadline = Ask.NEVER;
        return call;
    }

    boolean isClosing() {
        return switch (engine.mode()) {
            case DRAINING, CLOSED -> true;
            default -> false;
        };
    }

    /** The rules of a lease that is handed out. */
    void delivered(Ask ask, SimLease lease) {
        if (lease.conn.begunAtStep < ask.notOlderThan) {
            fail(
                    10,
                    "no connection of an older generation",
                    "connection %d began at step %d, cleared at %d"
                            .formatted(lease.slot.id(), lease.conn.begunAtStep, ask.notOlderThan));
        }
        Object first = ask.notBefore;
        if (first != null && !inside.isDone(first)) {
            fail(7, "first come, first served", "connection %d overtook one that waits".formatted(lease.slot.id()));
        }
        fitness.check(ask, lease.conn);
        if (ask.afterClose) {
            fail(9, "nothing is lent after close", "connection " + lease.slot.id());
        }
    }

    /** Somebody is about to end a lease; where nobody is told of that, it counts from here on. */
    void endsSilently(SimLease lease) {
        if (plan.silent && !lease.released) {
            released++;
            leases.remove(lease.slot.id());
            lease.ended(stage.now);
        }
    }

    void fail(int number, String rule, String message) {
        stage.fail(number, rule, message);
    }
}
