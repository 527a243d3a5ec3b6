package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import io.earnorm.pool.benchmarks.scenarios.SimulatedBackend.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A backend that dies under load, and comes back. */
final class Outage implements Scenario {

    private static final int CALLERS = 64;
    private static final int MAX = 32;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public String title() {
        return "64 callers on 32 connections, held for 5 ms; the backend refuses for 2 s, then connects within 50 ms again";
    }

    @Override
    public List<String> peers() {
        return WholePools.IDS;
    }

    @Override
    public void run(Trial trial) throws Exception {
        outage(trial, "ours with maxConnecting 8", 8);
        if (trial.isOurs()) {
            outage(trial, "ours with its default, maxConnecting 2", 2);
        }
    }

    private static void outage(Trial trial, String variant, int maxConnecting) throws Exception {
        SimulatedBackend backend = new SimulatedBackend(50, 0);
        Setup setup = new Setup(backend, 0, MAX, Duration.ofSeconds(1), maxConnecting, false);
        try (Peer peer = trial.open(setup)) {
            Timeline timeline = new Timeline();
            Window window = new Window();
            List<Thread> callers = start(peer, backend, timeline, window);
            TimeUnit.MILLISECONDS.sleep(trial.length().of(200, 1_000, 1_500));
            double before = timeline.rate(System.nanoTime(), trial.length().of(50, 500, 1_000));
            int attempts = down(trial, backend);
            long up = System.nanoTime();
            long back = awaitRecovery(timeline, before, backend, up);
            report(trial, variant, backend, attempts, up, back);
            window.over = true;
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private static List<Thread> start(Peer peer, SimulatedBackend backend, Timeline timeline, Window window) {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().daemon().start(new OutageCaller(peer, backend, timeline, window)));
        }
        return callers;
    }

    /** {@return attempts to connect per second while the backend was down} */
    private static int down(Trial trial, SimulatedBackend backend) throws InterruptedException {
        backend.become(Mode.REFUSING);
        int millis = trial.length().of(50, 2_000, 2_000);
        TimeUnit.MILLISECONDS.sleep(millis);
        int attempts = backend.attempts();
        backend.become(Mode.UP);
        return attempts * 1_000 / millis;
    }

    /** {@return when nine tenths of the former rate were reached, or when patience ended} */
    private static long awaitRecovery(Timeline timeline, double before, SimulatedBackend backend, long up)
            throws InterruptedException {
        while (System.nanoTime() < up + PATIENCE) {
            TimeUnit.MILLISECONDS.sleep(20);
            long back = timeline.firstAt(0.9 * before, Math.min(backend.firstMade(), System.nanoTime()));
            if (back != Timeline.NEVER) {
                return back;
            }
        }
        return up + PATIENCE;
    }

    private static void report(
            Trial trial, String variant, SimulatedBackend backend, int attempts, long up, long back) {
        trial.report(variant, "attempts while down", attempts, "per s");
        trial.report(variant, "connects at once after", backend.mostConnecting(), "connects");
        long firstGood = backend.made() == 0 ? up : backend.firstMade();
        trial.millis(variant, "back to 90 % after the first good answer", (double) (back - firstGood));
        trial.millis(variant, "back to 90 % after the backend was up", (double) (back - up));
    }
}
