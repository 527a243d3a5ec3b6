package io.earnorm.pool.soak;

import io.earnorm.pool.Pool;
import io.earnorm.pool.metrics.PoolMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The life of one pool: made, used by many, operated, closed while in use, and then the books must balance. */
final class SoakRound {

    private static final int PLATFORM_USERS = 6;
    private static final int VIRTUAL_USERS = 18;
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Profile profile;
    private final FlakyServer server;
    private final Findings findings;
    private final SoakPool pool;

    SoakRound(Profile profile, FlakyServer server, Findings findings) {
        this.profile = profile;
        this.server = server;
        this.findings = findings;
        this.pool = new SoakPool(profile.options(), server, findings);
    }

    Pool<SoakConnection> run(Duration length, ExecutorService platform, ExecutorService virtual) throws Exception {
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < PLATFORM_USERS + VIRTUAL_USERS; i++) {
            ExecutorService threads = i < PLATFORM_USERS ? platform : virtual;
            users.add(threads.submit(new SoakUser(pool, findings, profile == Profile.LEAKING, platform)));
        }
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            // No wait for anything: how often the operator interferes.
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(100));
            operate();
            look();
        }
        pool.close();
        for (Future<?> user : users) {
            user.get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        }
        check();
        findings.count("pools");
        return pool;
    }

    private void operate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        switch (random.nextInt(20)) {
            case 0 -> pool.clear();
            case 1 -> {
                pool.pause(new IllegalStateException("maintenance"));
                pool.resume();
            }
            case 2 -> {
                pool.suspend();
                pool.resume();
            }
            case 3 -> pool.checkHealth();
            case 4 -> pool.cleanup();
            default -> {}
        }
        if (profile == Profile.RESIZED) {
            pool.resizeWithin(random.nextInt(2), 1 + random.nextInt(Profile.LARGEST));
        }
    }

    private void look() {
        PoolMetrics now = pool.getMetrics();
        int total = now.connecting() + now.idle() + now.inUse() + now.closing();
        findings.require(total <= pool.ceiling(), "More than %d: %s".formatted(pool.ceiling(), now));
        findings.require(now.pending() >= 0, "Negative: " + now);
    }

    /** Nobody uses the pool any more. */
    private void check() throws InterruptedException {
        String name = pool.name();
        must(name + " keeps sockets open", () -> pool.places() == 0);
        must(name + " keeps places", () -> pool.getMetrics().total() == 0);
        must("The server of " + name + " sees connections", () -> server.alive() == 0);
        must(name + " waits", () -> pool.getMetrics().pending() == 0);
        must(name + " has not told the end of everything", pool.tally()::isQuiet);
        findings.require(pool.getConnections().isEmpty(), name + " lists connections");
        int created = pool.created();
        findings.require(created == pool.destroyed(), "%d made, but %d destroyed".formatted(created, pool.destroyed()));
        findings.require(
                created == pool.getStatistics().created(),
                "%d made, but %d counted"
                        .formatted(created, pool.getStatistics().created()));
        pool.tally().mustBalance(name, pool.getStatistics());
    }

    private void must(String otherwise, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                findings.violation(otherwise + ": " + pool);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(2); // Between two looks. Awaitility's thread would be counted as left.
        }
    }
}
