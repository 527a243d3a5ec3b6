package io.earnorm.pool.soak;

import io.earnorm.pool.Pool;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One lane for each {@link Profile}: a server that is killed now and then, and one pool after another. */
final class Soak {

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(8);

    private static final int SHORT_OUTAGE_MILLIS = 800;
    private static final int LONG_OUTAGE_MILLIS = 6_000; // So that a wait without an end is seen as one.

    private final Findings findings;
    private final Duration length;
    private final Queue<WeakReference<Pool<?>>> closed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    Soak(Findings findings, Duration length) {
        this.findings = findings;
        this.length = length;
    }

    /** Runs for its length; all that it started has ended when it returns. */
    void run() throws Exception {
        ExecutorService platform = SoakThreads.platform();
        ExecutorService virtual = SoakThreads.virtual();
        long end = System.nanoTime() + length.toNanos();
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (Profile profile : Profile.values()) {
                lanes.add(platform.submit(() -> {
                    runLane(profile, end, platform, virtual);
                    return null;
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } finally {
            over.countDown();
            for (ExecutorService threads : List.of(platform, virtual)) {
                threads.shutdown();
                findings.require(threads.awaitTermination(20, TimeUnit.SECONDS), "The soak's threads do not end");
            }
        }
    }

    private void runLane(Profile profile, long end, ExecutorService platform, ExecutorService virtual)
            throws Exception {
        try (FlakyServer server = new FlakyServer()) {
            Future<?> fate = platform.submit(() -> {
                disturb(server);
                return null;
            });
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                long longest = Math.min(left, LONGEST_ROUND.toNanos());
                long round = ThreadLocalRandom.current().nextLong(longest / 4, longest + 1);
                closed.add(new WeakReference<>(
                        new SoakRound(profile, server, findings).run(Duration.ofNanos(round), platform, virtual)));
            }
            findings.add("answers", server.served());
            over.countDown();
            fate.get();
        }
    }

    /** Kills and restarts the server, resets its connections, lets its weather change. */
    private void disturb(FlakyServer server) throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over.await(random.nextInt(3_000), TimeUnit.MILLISECONDS)) {
            switch (random.nextInt(4)) {
                case 0 -> server.resetAll();
                case 1 -> server.failOneIn(10 + random.nextInt(1_000));
                default -> {
                    server.kill();
                    findings.count("kills");
                    int longest = random.nextInt(6) == 0 ? LONG_OUTAGE_MILLIS : SHORT_OUTAGE_MILLIS;
                    boolean ends = over.await(random.nextInt(longest), TimeUnit.MILLISECONDS);
                    server.restart();
                    if (ends) {
                        return;
                    }
                }
            }
        }
    }

    /** Whether nothing keeps a closed pool alive. */
    boolean poolsAreGarbage() {
        closed.removeIf(pool -> pool.refersTo(null));
        return closed.isEmpty();
    }

    String summary(Duration took) {
        StringBuilder text = new StringBuilder();
        text.append("Soak on Java %s, %d processors, %d s: %,d leases, %,d per second%n"
                .formatted(
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        took.toSeconds(),
                        findings.counted("acquired"),
                        findings.counted("acquired") / Math.max(1, took.toSeconds())));
        text.append("longest wait %d ms, latest end of an acquire %d ms after its deadline%n"
                .formatted(findings.longestWait().toMillis(), findings.latest().toMillis()));
        for (Map.Entry<String, Long> count : findings.counts().entrySet()) {
            text.append("  %-45s %,12d%n".formatted(count.getKey(), count.getValue()));
        }
        return text.toString();
    }
}
