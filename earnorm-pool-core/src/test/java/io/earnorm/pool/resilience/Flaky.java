package io.earnorm.pool.resilience;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that fails some times before it succeeds, and counts. */
final class Flaky implements Callable<String> {

    private final AtomicInteger runs = new AtomicInteger();
    private final int failures;
    private final Exception failure;

    private Flaky(int failures, Exception failure) {
        this.failures = failures;
        this.failure = failure;
    }

    static Flaky failing(int times, Exception failure) {
        return new Flaky(times, failure);
    }

    static Flaky failingAlways(Exception failure) {
        return new Flaky(Integer.MAX_VALUE, failure);
    }

    static Flaky succeeding() {
        return new Flaky(0, new AssertionErrorInDisguise());
    }

    @Override
    public String call() throws Exception {
        if (runs.incrementAndGet() <= failures) {
            throw failure;
        }
        return "done";
    }

    int runs() {
        return runs.get();
    }

    private static final class AssertionErrorInDisguise extends Exception {}
}
