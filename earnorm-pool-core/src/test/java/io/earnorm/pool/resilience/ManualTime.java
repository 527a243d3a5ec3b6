package io.earnorm.pool.resilience;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a test says so, or sleeps. */
final class ManualTime {

    // Close to the overflow, as System.nanoTime() may be.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final List<Long> sleeps = new CopyOnWriteArrayList<>();

    long nanos() {
        return nanos.get();
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    Ticker ticker() {
        return new Ticker(this::nanos, this::sleep);
    }

    List<Long> sleeps() {
        return sleeps;
    }

    private void sleep(long millis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("sleep interrupted");
        }
        sleeps.add(millis);
        advance(Duration.ofMillis(millis));
    }
}
