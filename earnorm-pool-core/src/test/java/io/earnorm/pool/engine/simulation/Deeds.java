package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.simulation.Plan.Deed;
import io.earnorm.pool.engine.simulation.Strand.Where;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an actor does with the pool. */
final class Deeds {

    private static final long MILLIS = 1_000_000;

    private final Model model;
    private final Dice dice;
    private final Acquiring acquiring;
    private final Ending ending;
    private final Controlling controlling;

    /** Leases that no actor calls its own: anybody may end them. */
    final Holdings shared = new Holdings();

    Deeds(Model model) {
        this.model = model;
        this.dice = model.stage.dice;
        this.acquiring = new Acquiring(model, shared);
        this.ending = new Ending(model);
        this.controlling = new Controlling(model);
    }

    /** One deed. What it acquires, the actor holds. */
    void doSomething(Holdings mine) {
        Deed deed = Deed.values()[dice.weighted(model.plan.weights)];
        model.stage.note(deed.name(), 0);
        switch (deed) {
            case ACQUIRE -> keep(acquiring.acquire(timeout()), mine);
            case ACQUIRE_AT_ONCE -> keep(acquiring.acquire(0), mine);
            case TRY_ACQUIRE -> keep(acquiring.tryAcquire(), mine);
            case ACQUIRE_ASYNC ->
                acquiring.async(dice.percent(10) ? 0 : dice.percent(20) ? 60_000 * MILLIS : timeout());
            case CANCEL -> cancel();
            case RELEASE -> release(mine);
            case RELEASE_AGAIN -> releaseAgain(mine);
            case INVALIDATE, COMPLETE_OR_FAIL -> end(deed, mine);
            case SLEEP -> model.world.sleep(someTime(), Where.AT_HOME);
            case INTERRUPT -> interrupt();
            default -> controlling.command(deed);
        }
        checkInterrupts();
    }

    /** The same for a listener: nothing that waits for long. */
    void doWithinACallback() {
        switch (dice.below(6)) {
            case 0 -> keep(acquiring.tryAcquire(), shared);
            case 1 -> keep(acquiring.acquire(dice.percent(50) ? 0 : MILLIS), shared);
            case 2 -> acquiring.async(MILLIS);
            case 3 -> release(shared);
            default -> {
                List<Deed> quick = List.of(Deed.CLEAR, Deed.RESUME, Deed.RESIZE, Deed.CLEANUP, Deed.FIGURES);
                controlling.command(dice.pick(quick));
            }
        }
    }

    private void keep(@Nullable SimLease lease, Holdings mine) {
        if (lease == null) {
            return;
        }
        acquiring.use(lease);
        if (dice.percent(5)) {
            lease.tagged = true;
            lease.slot.tag(lease);
        }
        (dice.percent(10) ? shared : mine).held.add(lease);
    }

    private long timeout() {
        return switch (dice.below(4)) {
            case 0 -> dice.between(1, 5) * MILLIS;
            case 1 -> dice.between(1, 50_000_000);
            case 2 -> 1_000 * MILLIS;
            default -> 300 * MILLIS;
        };
    }

    private long someTime() {
        boolean brisk = model.plan.brisk;
        return switch (dice.below(4)) {
            case 0 -> dice.between(1, 100_000);
            case 1, 2 -> dice.between(1, brisk ? 800_000 : 8_000_000);
            default -> dice.between(1, brisk ? 4_000_000 : 120_000_000);
        };
    }

    void release(Holdings mine) {
        Holdings from = mine.held.isEmpty() ? shared : mine;
        SimLease lease = from.takeAny(dice);
        if (lease != null) {
            ending.release(lease, shared);
        }
    }

    private void releaseAgain(Holdings mine) {
        if (!mine.held.isEmpty() && dice.percent(30)) { // From now on another may end it at the same time.
            shared.held.add(dice.pick(mine.held));
        } else if (!shared.former.isEmpty()) {
            SimLease lease = dice.pick(shared.former);
            if (lease.released) {
                ending.again(lease);
            }
        }
    }

    private void end(Deed deed, Holdings mine) {
        SimLease lease = mine.takeAny(dice);
        if (lease != null && deed == Deed.INVALIDATE) {
            ending.invalidate(lease, shared);
        } else if (lease != null) {
            ending.completeOrFail(lease, shared);
        }
    }

    private void cancel() {
        model.pending.removeIf(ask -> ask.future != null && ask.future.isDone());
        if (!model.pending.isEmpty()) {
            CompletableFuture<SimLease> future = dice.pick(model.pending).future;
            if (future != null) {
                future.cancel(true);
            }
        }
    }

    private void interrupt() {
        if (model.actors.isEmpty()) {
            return;
        }
        Strand victim = dice.pick(model.actors);
        victim.userInterrupted = true;
        model.stage.interruptsForUser = true;
        victim.interrupt();
        model.stage.interruptsForUser = false;
        model.world.point("has interrupted", victim.number);
    }

    /** The flag is as users' interrupts left it. */
    private void checkInterrupts() {
        Strand me = model.stage.current();
        if (me.hasInterrupt() != me.userInterrupted) {
            model.fail(13, "interrupt status is kept", me.userInterrupted ? "lost" : "not a user's");
        }
        if (me.userInterrupted && dice.percent(60)) {
            Thread.interrupted();
            me.userInterrupted = false;
        }
    }
}
