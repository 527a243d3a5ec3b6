package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Callers that come when they come, whether the pool keeps up or not, as those of a service do. */
final class SteadyLoad implements Scenario {

    private static final int CONNECTIONS = 16;
    private static final double LOAD = 0.9;
    private static final double MEAN_HELD = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SEED = 42;

    @Override
    public String name() {
        return "steady-load";
    }

    @Override
    public String title() {
        return "Poisson arrivals for 90 % of 16 connections, held for 10 ms on average (exponential)";
    }

    @Override
    public void run(Trial trial) throws Exception {
        int seconds = trial.length().of(0, 3, 5);
        int arrivals = Math.max(50, (int) (seconds * 1e9 * LOAD * CONNECTIONS / MEAN_HELD));
        Visits visits = Visits.poisson(SEED, arrivals, MEAN_HELD / (LOAD * CONNECTIONS), MEAN_HELD);
        try (Peer peer = trial.open(Setup.fixed(Object::new, CONNECTIONS))) {
            Pools.fill(peer, CONNECTIONS);
            long before = Machine.allNanos() - Machine.ownNanos();
            long start = System.nanoTime();
            play(visits, peer);
            double others = Machine.allNanos() - Machine.ownNanos() - (double) before;
            trial.report(
                    "90 %",
                    "taken by other processes",
                    Math.max(0, 100 * others / (Machine.cores() * (double) (System.nanoTime() - start))),
                    "% of the machine");
        }
        report(trial, visits);
    }

    private static void play(Visits visits, Peer peer) throws InterruptedException {
        ExecutorService threads =
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        long start = System.nanoTime();
        for (int i = 0; i < visits.size(); i++) {
            int visit = i;
            LockSupport.parkNanos(start + visits.arrival(visit) - System.nanoTime());
            threads.execute(() -> visits.visit(visit, peer));
        }
        threads.shutdown();
        if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Some were not served");
        }
    }

    private static void report(Trial trial, Visits visits) {
        LongList waits = visits.waits();
        LongList replay = visits.replay(CONNECTIONS);
        for (double share : new double[] {0.5, 0.99, 0.999}) {
            trial.millis("90 %", "wait p" + Tables.number(100 * share), waits.percentile(share));
        }
        trial.millis("90 %", "exact first-come-first-served p99", replay.percentile(0.99));
        trial.millis("90 %", "exact first-come-first-served p99.9", replay.percentile(0.999));
        trial.report("90 %", "p99 to exact", waits.percentile(0.99) / replay.percentile(0.99), "times");
        trial.report("90 %", "p99.9 to exact", waits.percentile(0.999) / replay.percentile(0.999), "times");
        theory(trial);
    }

    private static void theory(Trial trial) {
        Queueing queueing = new Queueing(CONNECTIONS, LOAD, MEAN_HELD);
        for (double share : new double[] {0.5, 0.99, 0.999}) {
            trial.sink()
                    .accept(new Measurement(
                            trial.scenario(),
                            "90 %",
                            "theory, M/M/" + CONNECTIONS,
                            "wait p" + Tables.number(100 * share),
                            queueing.wait(share) / 1e6,
                            "ms"));
        }
    }
}
