package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Acquires that cannot succeed: all connections are held. */
final class Timeouts implements Scenario {

    /** HikariCP takes no less. */
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private static final int CROWD = 32;

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public String title() {
        return "acquires that time out after 250 ms: how late, and what they leave behind";
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (Peer peer = trial.open(Setup.fixed(Object::new, 1).timeout(TIMEOUT))) {
            Object held = Objects.requireNonNull(peer.acquire(), "None came in time");
            int rounds = trial.length().of(1, 2, 2);
            late(trial, "one caller", peer, 1, rounds);
            late(trial, "32 callers at once", peer, CROWD, rounds);
            trial.report("32 callers at once", "garbage that lasts", lasting(peer, rounds), "bytes per timeout");
            peer.release(held);
        }
    }

    private static void late(Trial trial, String variant, Peer peer, int callers, int rounds) throws Exception {
        LongList late = new LongList();
        askInVain(peer, callers, new LongList());
        for (int round = 0; round < rounds; round++) {
            askInVain(peer, callers, late);
        }
        trial.millis(variant, "late, median", late.percentile(0.5));
        trial.millis(variant, "late, longest", late.max());
    }

    private static void askInVain(Peer peer, int callers, LongList late) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> late.add(nanos(peer::acquire) - TIMEOUT.toNanos())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static long nanos(Callable<?> acquire) {
        long start = System.nanoTime();
        try {
            if (acquire.call() != null) {
                throw new AssertionError("Lent what is held");
            }
        } catch (Exception expected) {
            // Some return null instead.
        }
        return System.nanoTime() - start;
    }

    /** Bytes of heap for each acquire that timed out, after a full collection. */
    private static double lasting(Peer peer, int rounds) throws Exception {
        long before = heap();
        for (int round = 0; round < rounds; round++) {
            askInVain(peer, CROWD, new LongList());
        }
        return Math.max(0.0, (double) (heap() - before) / (rounds * CROWD));
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
