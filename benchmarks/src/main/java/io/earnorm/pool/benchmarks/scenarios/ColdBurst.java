package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Many callers at the same moment, and a pool that has no connection yet. */
final class ColdBurst implements Scenario {

    private static final int CALLERS = 500;
    private static final int MAX = 32;
    private static final long HELD = TimeUnit.MICROSECONDS.toNanos(500);

    @Override
    public String name() {
        return "cold-burst";
    }

    @Override
    public String title() {
        return "500 callers at once on an empty pool of at most 32; connecting takes 50 ms, each holds for 0.5 ms";
    }

    @Override
    public List<String> peers() {
        return WholePools.IDS;
    }

    @Override
    public void run(Trial trial) throws Exception {
        rounds(trial, "ours with maxConnecting 8", 8);
        if (trial.isOurs()) {
            rounds(trial, "ours with its default, maxConnecting 2", 2);
        }
    }

    private static void rounds(Trial trial, String variant, int maxConnecting) throws Exception {
        int rounds = trial.length().of(1, 3, 3);
        for (int round = -trial.length().warmUps; round < rounds; round++) {
            SimulatedBackend backend = new SimulatedBackend(50, 0);
            Setup setup = new Setup(backend, 0, MAX, Duration.ofSeconds(30), maxConnecting, false);
            try (Peer peer = trial.open(setup)) {
                LongList waits = burst(peer);
                if (round >= 0) {
                    trial.millis(variant, "wait p50", waits.percentile(0.5));
                    trial.millis(variant, "wait p99", waits.percentile(0.99));
                    trial.report(variant, "connects at once", backend.mostConnecting(), "connects");
                    trial.report(variant, "connections made", backend.made(), "connections");
                }
            }
        }
    }

    /**
     * Returns how long each had to wait, from the beginning of the burst: where a pool keeps the processors busy, some ask
     * late.
     */
    private static LongList burst(Peer peer) throws InterruptedException {
        LongList waits = new LongList();
        CountDownLatch begin = new CountDownLatch(1);
        AtomicLong burst = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().daemon().start(() -> call(peer, begin, burst, waits)));
        }
        burst.set(System.nanoTime());
        begin.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        return waits;
    }

    private static void call(Peer peer, CountDownLatch begin, AtomicLong burst, LongList waits) {
        try {
            begin.await();
            Object handle = Objects.requireNonNull(peer.acquire(), "None came in time");
            long waited = System.nanoTime() - burst.get();
            LockSupport.parkNanos(HELD);
            peer.release(handle);
            waits.add(waited);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
