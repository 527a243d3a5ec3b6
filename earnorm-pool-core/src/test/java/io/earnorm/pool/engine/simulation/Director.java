package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.simulation.Strand.Where;
import io.earnorm.pool.resilience.Resilience;
import java.util.ArrayList;
import java.util.List;

/** Leads through one world: actors at first, then recovery, then close, then whatever comes late. */
final class Director {

    private static final long TROUBLE_NANOS = 3_000_000_000L;
    private static final long RECOVERY_NANOS = 5_000_000_000L;
    private static final long PAUSE_NANOS = 300_000_000L;
    private static final int MOST_TRIES = 30;

    private final World world;
    private final Stage stage;
    private final Plan plan;
    private final Dice dice;
    private final Model model;
    private final Deeds deeds;
    private final Acquiring acquiring;
    private final Holdings left = new Holdings();
    private int acting;

    Director(World world) {
        this.world = world;
        this.stage = world.stage;
        this.plan = world.plan;
        this.dice = stage.dice;
        Backend backend = new Backend(world);
        Leases leases = new Leases(world);
        Resilience resilience = new Settings(dice).resilience(() -> stage.now);
        PoolEngine<Conn, SimLease> engine =
                new PoolEngine<>("simulated", plan.config, backend, leases, resilience, world.surroundings());
        model = new Model(world, backend, engine);
        model.breaker = resilience.hasCircuitBreaker();
        leases.report(model);
        deeds = new Deeds(model);
        acquiring = new Acquiring(model, deeds.shared);
        engine.addListener(plan.silent ? new Witness(model) : new LeaseWitness(model));
        engine.addListener(plan.silent ? new Troublemaker(model, deeds) : new LeaseTroublemaker(model, deeds));
        world.watch(model.inside);
        stage.rules = rules();
    }

    private Stage.Rules rules() {
        StepRules steps = new StepRules(model);
        QuietRules quiet = new QuietRules(model);
        return new Stage.Rules() {
            @Override
            public void afterStep() {
                world.check(steps::check);
            }

            @Override
            public void whenQuiet() {
                world.check(quiet::check);
            }
        };
    }

    void run() {
        act();
        if (!model.isClosing()) {
            recover();
        }
        if (model.closes == 0 || dice.percent(20)) {
            new Controlling(model).close(dice.percent(50) ? 0 : dice.between(1, 20_000_000));
        }
        giveBackAll();
        model.finished = true;
        world.await(() -> stage.isDeserted() && deeds.shared.held.isEmpty(), Ask.NEVER);
        world.check(new EndRules(model)::check);
    }

    // ---- Trouble

    private void act() {
        for (int i = 0; i < plan.actors; i++) {
            acting++;
            model.actors.add(stage.spawn(this::actor));
        }
        if (dice.percent(20)) {
            stage.spawn(this::breakTheBackend);
        }
        world.await(() -> acting == 0, TROUBLE_NANOS);
        model.backend.healed = true;
        world.heal();
        world.await(() -> acting == 0, Ask.NEVER);
    }

    private void actor() {
        Strand me = stage.current();
        Holdings mine = new Holdings();
        for (int i = 0; i < plan.deeds; i++) {
            deeds.doSomething(mine);
        }
        model.actors.remove(me);
        me.userInterrupted = false;
        Thread.interrupted();
        while (!mine.held.isEmpty() && !dice.percent(plan.lateReturns)) {
            deeds.release(mine);
        }
        left.held.addAll(mine.held);
        acting--;
    }

    /** An outage: everything fails, until it is over. */
    private void breakTheBackend() {
        world.sleep(dice.between(1, 20_000_000), Where.AT_HOME);
        model.backend.down = true;
        world.sleep(dice.between(1, 500_000_000), Where.AT_HOME);
        model.backend.down = false;
    }

    // ---- Recovery

    /** 5. Whatever went wrong, once nothing does any more the pool lends a connection again. */
    private void recover() {
        new Controlling(model).resume();
        List<SimLease> kept = new ArrayList<>(left.held);
        int most = Math.min(kept.size(), model.engine.config().maxSize() - 1);
        left.held.clear();
        left.held.addAll(kept.subList(0, most));
        Holdings back = new Holdings();
        back.held.addAll(kept.subList(most, kept.size()));
        giveBack(back);
        giveBack(deeds.shared);
        for (int i = 0; i < MOST_TRIES; i++) {
            SimLease lease = acquiring.acquire(RECOVERY_NANOS);
            if (lease != null) {
                deeds.shared.held.add(lease);
                return;
            }
            giveBack(deeds.shared);
            world.sleep(PAUSE_NANOS + i * 1_700_000, Where.AT_HOME); // Not in step with the sweeps.
        }
        model.fail(5, "the pool recovers", model.engine.metrics().toString());
    }

    // ---- The end

    private void giveBackAll() {
        Strand me = stage.current();
        giveBack(left);
        while (!stage.isQuietButFor(me)) {
            giveBack(deeds.shared);
            world.await(() -> stage.isQuietButFor(me) || !deeds.shared.held.isEmpty(), Ask.NEVER);
        }
        giveBack(deeds.shared);
    }

    private void giveBack(Holdings from) {
        while (!from.held.isEmpty()) {
            deeds.release(from);
        }
    }
}
