package io.earnorm.pool.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** All invariants, for {@code -Dsoak.minutes=…}, or for some seconds; in the end nothing may be left. */
class SoakTest {

    private static final Duration SHORT = Duration.ofSeconds(7);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    /** Caches of the JDK and of the test's own: an engine that keeps its pools would need far more. */
    private static final long HEAP_SLACK_BYTES = 4_000_000;

    private final Findings findings = new Findings();

    @Test
    void nothingIsBrokenAndNothingIsLeft() throws Exception {
        runAndForget(WARM_UP); // What is loaded once and for all is not left by the pools.
        Resources before = settled();

        long start = System.nanoTime();
        Soak soak = new Soak(findings, length());
        soak.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        findings.require(comesTrue(soak::poolsAreGarbage), "Something keeps closed pools");
        Resources after = settled();

        System.out.printf("%sbefore: %s%nafter:  %s%n", soak.summary(took), before, after);
        compare(before, after);
        assertThat(findings.violations()).isEmpty();
        assertThat(findings.counted("acquired")).isPositive();
    }

    private static Duration length() {
        String minutes = System.getProperty("soak.minutes");
        return minutes == null ? SHORT : Duration.ofSeconds((long) (Double.parseDouble(minutes) * 60));
    }

    private void runAndForget(Duration length) throws Exception {
        Soak soak = new Soak(findings, length);
        soak.run();
        findings.require(comesTrue(soak::poolsAreGarbage), "Something keeps closed pools");
    }

    private static Resources settled() throws InterruptedException {
        comesTrue(() -> Resources.now().threads() == 0);
        return Resources.now();
    }

    private void compare(Resources before, Resources after) {
        findings.require(after.threads() <= before.threads(), "Threads are left: " + after);
        findings.require(after.sockets() <= before.sockets(), "Sockets are left: " + after);
        findings.require(after.files() <= before.files(), "Files are left: " + after);
        findings.require(after.heapBytes() <= before.heapBytes() + HEAP_SLACK_BYTES, "Memory is left: " + after);
    }

    private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20); // Between two looks. Awaitility's thread would be counted as left.
        }
        return true;
    }
}
