package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.EngineClock;
import io.earnorm.pool.engine.Inside;
import io.earnorm.pool.engine.Parking;
import io.earnorm.pool.engine.Surroundings;
import io.earnorm.pool.engine.Workers;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's surroundings, and the ways for everybody else to let time pass. Wherever the engine comes
 * by here, or calls others' code, the baton may pass: unless the strand is under the engine's lock.
 */
final class World implements EngineClock, Parking, Workers {

    final Stage stage;
    final Plan plan;

    /** Close to the end of {@code long} for some seeds, as {@code System.nanoTime()} may be. */
    private final long origin;

    private @Nullable Inside inside;
    private boolean checking;
    private long coarseSince;
    private long coarseUntil;

    World(Stage stage, Plan plan) {
        this.stage = stage;
        this.plan = plan;
        this.origin = plan.origin;
        this.coarseUntil = plan.coarse ? plan.coarseKeptNanos : 0;
        stage.points = this::point;
    }

    Surroundings surroundings() {
        return new Surroundings(this, this, this, stage.dice::fraction);
    }

    void watch(Inside inside) {
        this.inside = inside;
    }

    /** While checking, nothing passes: neither time nor the baton. */
    void check(Runnable checks) {
        boolean before = checking;
        checking = true;
        checks.run();
        checking = before;
    }

    // ---- Points

    void point(String event) {
        point(event, 0);
    }

    /** A place where others may get on, and time may pass. */
    void point(String event, long number) {
        Inside engine = inside;
        if (checking || engine == null || engine.isLockHeld()) {
            return;
        }
        stage.step(event, number);
        if (stage.dice.permille(plan.timePasses)) {
            stage.passTime(someTime());
        }
        if (stage.dice.percent(plan.passes)) {
            stage.mayPass(stage.current());
        }
    }

    private long someTime() {
        return switch (stage.dice.below(3)) {
            case 0 -> stage.dice.between(1, 200_000);
            case 1 -> stage.dice.between(1, 5_000_000);
            default -> Math.min(20_000_000, Math.max(0, stage.nextEvent() - stage.now));
        };
    }

    // ---- Others' code

    /** Others' code is called: never under a lock. */
    void enter(String call, long number) {
        Inside engine = inside;
        if (engine != null && engine.isLockHeld()) {
            stage.fail(16, "no user callback runs under a lock", call);
        }
        stage.current().callbacks++;
        point(call, number);
    }

    void exit() {
        stage.current().callbacks--;
    }

    // ---- Time passes for one

    /** Sleeps and sees to it that an interrupt stays. */
    void sleep(long nanos, Strand.Where where) {
        try {
            sleep(nanos, where, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void sleep(long nanos, Strand.Where where, boolean interruptible) throws InterruptedException {
        Strand me = stage.current();
        me.wakeAt = later(nanos);
        me.interruptible = interruptible;
        me.where = where;
        me.state = Strand.State.ASLEEP;
        stage.note("sleeps", nanos);
        stage.block(me);
        me.state = Strand.State.READY;
        me.where = Strand.Where.AT_HOME;
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Sleeps until the backend is healed. */
    void hang(Strand.Where where, boolean interruptible) throws InterruptedException {
        Strand me = stage.current();
        me.hangs = true;
        try {
            sleep(Long.MAX_VALUE, where, interruptible);
        } finally {
            me.hangs = false;
        }
    }

    /** Lets everybody go on who hangs. */
    void heal() {
        for (Strand strand : stage.strands) {
            if (strand.hangs) {
                strand.wakeAt = stage.now;
            }
        }
    }

    /** Waits until a condition holds, but not for longer than that. */
    void await(BooleanSupplier condition, long nanos) {
        Strand me = stage.current();
        me.wakeAt = later(nanos);
        me.awaited = condition;
        me.state = Strand.State.AWAITING;
        stage.block(me);
        me.state = Strand.State.READY;
    }

    private long later(long nanos) {
        return nanos > Long.MAX_VALUE - stage.now ? Long.MAX_VALUE : stage.now + nanos;
    }

    // ---- Surroundings

    @Override
    public long nanoTime() {
        point("clock");
        if (!checking && Thread.currentThread() instanceof Strand me) {
            me.readsClock(stage.now);
        }
        return origin + stage.now;
    }

    @Override
    public long coarseTime() {
        point("coarse clock");
        return isCoarseKept() ? origin + coarse() : STOPPED;
    }

    @Override
    public void keepCoarseTime() {
        point("keeps the coarse time");
        if (!isCoarseKept()) {
            coarseSince = stage.now;
            coarseUntil = later(plan.coarseKeptNanos);
        }
    }

    boolean isCoarseKept() {
        return stage.now < coarseUntil;
    }

    /** What is shown while it is kept: the time of the last tick. */
    long coarse() {
        return Math.max(coarseSince, stage.now - stage.now % plan.coarseTickNanos);
    }

    @Override
    public void park(Object blocker, long nanos) {
        Strand me = stage.current();
        // Counted from when it read the clock: who is held up after that cannot help it.
        long until = nanos > Long.MAX_VALUE - me.lastRead ? Long.MAX_VALUE : me.lastRead + nanos;
        point("park", nanos);
        Ask ask = me.asks.peek();
        if (ask != null) {
            ask.waits = true;
        }
        if (ask != null && ask.isLimited() && until > ask.deadline) {
            stage.fail(
                    6,
                    "an acquire returns by its deadline",
                    "parks until %d, but its deadline is %d".formatted(until, ask.deadline));
        }
        if (!me.permit && !me.hasInterrupt()) {
            me.wakeAt = stage.dice.permille(plan.spuriousWakeUps) ? stage.now : until;
            me.state = Strand.State.PARKED;
            stage.block(me);
            me.state = Strand.State.READY;
        }
        me.permit = false;
    }

    @Override
    public void unpark(Thread thread) {
        ((Strand) thread).permit = true;
        point("unparks strand", ((Strand) thread).number);
    }

    @Override
    public void execute(Runnable task) {
        stage.submit(task);
        point("executes");
    }

    @Override
    public Cancellation schedule(long delayNanos, Runnable task) {
        Timers.Timer timer = stage.timers.add(later(delayNanos), task);
        point("schedules timer", timer.number());
        return () -> stage.timers.remove(timer);
    }
}
