package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.benchmarks.peers.EarnormPeer;
import io.earnorm.pool.benchmarks.peers.EarnormPool;
import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import io.earnorm.pool.benchmarks.scenarios.SimulatedBackend.Mode;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A backend that cannot be reached from the beginning, and callers that go on asking. */
final class DeadBackend implements Scenario {

    private static final int CALLERS = 16;
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final int DRIVER_TIMEOUT_MILLIS = 2_000;

    @Override
    public String name() {
        return "dead-backend";
    }

    @Override
    public String title() {
        return "16 callers with a deadline of 300 ms, again after 1 ms; the backend refuses, or hangs for the driver's 2 s";
    }

    @Override
    public List<String> peers() {
        return WholePools.IDS;
    }

    @Override
    public void run(Trial trial) throws Exception {
        for (Mode mode : List.of(Mode.REFUSING, Mode.HANGING)) {
            SimulatedBackend backend = backend(mode);
            Setup setup = new Setup(backend, 0, CALLERS, TIMEOUT, 2, false);
            measure(trial, mode == Mode.REFUSING ? "refusing" : "hanging", backend, trial.open(setup));
        }
        if (trial.isOurs()) {
            SimulatedBackend backend = backend(Mode.REFUSING);
            measure(trial, "refusing, ours with its breaker", backend, withBreaker(backend));
        }
    }

    private static SimulatedBackend backend(Mode mode) {
        SimulatedBackend backend = new SimulatedBackend(50, DRIVER_TIMEOUT_MILLIS);
        backend.become(mode);
        return backend;
    }

    private static Peer withBreaker(SimulatedBackend backend) {
        PoolConfig config = PoolConfig.builder()
                .minSize(0)
                .maxSize(CALLERS)
                .connectionTimeout(TIMEOUT)
                .build();
        Resilience breaker = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        return new EarnormPeer(new EarnormPool(
                backend,
                PoolOptions.builder().config(config).resilience(breaker).build()));
    }

    private static void measure(Trial trial, String variant, SimulatedBackend backend, Peer peer) throws Exception {
        Window window = new Window();
        CountDownLatch ended = new CountDownLatch(CALLERS);
        List<Told> callers = Stream.generate(() -> new Told(peer, window, ended))
                .limit(CALLERS)
                .toList();
        long cpu = Machine.ownNanos();
        long start = System.nanoTime();
        List<Thread> threads = callers.stream()
                .map(caller -> Thread.ofPlatform().daemon().start(caller))
                .toList();
        TimeUnit.MILLISECONDS.sleep(trial.length().of(50, 2_500, 3_000));
        report(trial, variant, backend, callers, start, cpu);
        window.over = true;
        end(backend, peer, ended);
        threads.forEach(Thread::interrupt);
    }

    private static void report(
            Trial trial, String variant, SimulatedBackend backend, List<Told> callers, long start, long cpu) {
        long now = System.nanoTime();
        double seconds = (now - start) / 1e9;
        LongList told = new LongList();
        callers.forEach(caller -> told.addAll(caller.nanos(now)));
        trial.millis(variant, "told, longest after the deadline", Math.max(0, told.max() - TIMEOUT.toNanos()));
        trial.report(variant, "told, median", told.percentile(0.5) / 1e3, "µs");
        trial.report(variant, "attempts to connect", backend.attempts() / seconds, "per s");
        trial.report(variant, "at once", backend.mostConnecting(), "connects");
        trial.millis(variant, "CPU per second", (Machine.ownNanos() - cpu) / seconds);
    }

    /** Lets go what hangs, or some pools would not close. */
    private static void end(SimulatedBackend backend, Peer peer, CountDownLatch ended) throws InterruptedException {
        backend.become(Mode.REFUSING);
        ended.await(1, TimeUnit.SECONDS);
        peer.close();
    }
}
