package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.concurrent.TimeUnit;

/** More platform threads than connections. */
final class Exhaustion implements Scenario {

    private static final int THREADS = 32;
    private static final long HELD = TimeUnit.MICROSECONDS.toNanos(20);

    @Override
    public String name() {
        return "exhaustion";
    }

    @Override
    public String title() {
        return "32 threads: on 8 connections, held for a round trip over loopback TCP; on 4, held for 20 µs of work";
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (PingServer server = new PingServer();
                Peer peer = trial.open(Setup.fixed(server, 8))) {
            Pools.fill(peer, 8);
            Rounds.run(trial, "round trip held", peer, new ClosedLoop(THREADS, false, PingConnection::ping));
        }
        try (Peer peer = trial.open(Setup.fixed(Object::new, 4))) {
            Pools.fill(peer, 4);
            Rounds.run(trial, "20 µs held", peer, new ClosedLoop(THREADS, false, Exhaustion::work));
        }
    }

    /** Keeps a core busy, as parsing an answer would. */
    private static void work(Object connection) {
        long end = System.nanoTime() + HELD;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
