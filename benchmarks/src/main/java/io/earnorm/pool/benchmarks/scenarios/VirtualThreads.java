package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

/** Many more virtual threads than connections. */
@SuppressWarnings("ThreadPriorityCheck") // A virtual thread that yields does leave its carrier.
final class VirtualThreads implements Scenario {

    private static final long HELD = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int WORK = 400;

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public String title() {
        return "virtual threads: 1,000 on 16 connections, 10,000 on 64";
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (Peer peer = trial.open(Setup.fixed(Object::new, 16).forVirtualThreads())) {
            Pools.fill(peer, 16);
            Rounds.run(trial, "1,000 on 16, yield", peer, loop(1_000, VirtualThreads::giveUp));
            Rounds.run(trial, "1,000 on 16, hold 200 µs", peer, loop(1_000, VirtualThreads::hold));
            trial.report("1,000 on 16, yield", "pinned", (double) pinned(trial, peer), "events");
            if (trial.length() == Length.FULL) {
                Rounds.run(
                        trial,
                        "1,000 on 16, yield, back at once",
                        peer,
                        new ClosedLoop(1_000, true, VirtualThreads::giveUp));
            }
        }
        try (Peer peer = trial.open(Setup.fixed(Object::new, 64).forVirtualThreads())) {
            Pools.fill(peer, 64);
            Rounds.run(trial, "10,000 on 64, work", peer, loop(10_000, VirtualThreads::work));
            Rounds.run(trial, "10,000 on 64, yield", peer, loop(10_000, VirtualThreads::giveUp));
            Rounds.once(trial, "10,000 on 64, one acquire each", peer, loop(10_000, VirtualThreads::giveUp));
        }
    }

    private static long pinned(Trial trial, Peer peer) throws Exception {
        long nanos = TimeUnit.MILLISECONDS.toNanos(trial.length().millis);
        return PinnedThreads.during(() -> loop(1_000, VirtualThreads::hold).run(peer, nanos));
    }

    /** Gives up the carrier before it comes back, too: where nobody does, the first few keep an unfair pool to themselves. */
    private static ClosedLoop loop(int threads, Work work) {
        return new ClosedLoop(threads, true, work, Thread::yield);
    }

    /** Gives up the carrier, as a thread does that waits for an answer. */
    private static void giveUp(Object connection) {
        Thread.yield();
    }

    private static void hold(Object connection) {
        LockSupport.parkNanos(HELD);
    }

    /** Twice about a microsecond of work, before and after it waits for an answer. */
    private static void work(Object connection) {
        Blackhole.consumeCPU(WORK);
        giveUp(connection);
        Blackhole.consumeCPU(WORK);
    }
}
