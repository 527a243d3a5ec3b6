package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Thousands of virtual threads share a few connections. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest extends ScriptedTestCase {

    private static final int THREADS = 2_000;
    private static final int BURST = 20_000;

    @Test
    void virtualThreadsThatWaitAndHoldConnectionsDoNotPinTheirCarriers() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(4));
        ExecutorService executor = VirtualThreads.executor();
        try {
            List<Future<Integer>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                users.add(executor.submit(() -> {
                    try (Lease<ScriptedConnection> lease = pool.acquire()) {
                        lease.connection().use();
                        Thread.yield(); // Unmounts, so that others come to wait.
                        return lease.connection().number();
                    }
                }));
            }
            for (Future<Integer> user : users) {
                assertThat(user.get(20, TimeUnit.SECONDS)).isBetween(1, 4);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(pool.getStatistics().acquired()).isEqualTo(THREADS);
        assertThat(backend.created()).isLessThanOrEqualTo(4);
    }

    @Test
    void moreVirtualThreadsThanCarriersMayWaitWhileAHolderWorks() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(1));
        int waiters = Runtime.getRuntime().availableProcessors() * 8;
        ExecutorService executor = VirtualThreads.executor();
        try {
            Lease<ScriptedConnection> held = pool.acquire();
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < waiters; i++) {
                waiting.add(executor.submit(() -> {
                    pool.acquire().close();
                    return true;
                }));
            }
            until(() -> pool.getMetrics().pending() == waiters);

            // All wait, and still another virtual thread runs: no carrier is held.
            assertThat(executor.submit(() -> true).get(10, TimeUnit.SECONDS)).isTrue();

            held.close();
            for (Future<Boolean> waiter : waiting) {
                assertThat(waiter.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aBurstIsServedToTheLast() throws Exception {
        ScriptedPool pool = poolOf(config().maxSize(8).connectionTimeout(Duration.ofSeconds(60)));
        ExecutorService executor = VirtualThreads.executor();
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Long>> burst = new ArrayList<>();
            for (int i = 0; i < BURST; i++) {
                burst.add(executor.submit(() -> {
                    start.await();
                    long since = System.nanoTime();
                    try (Lease<ScriptedConnection> lease = pool.acquire()) {
                        long waited = System.nanoTime() - since;
                        lease.connection().use();
                        Thread.yield();
                        return waited;
                    }
                }));
            }
            long since = System.nanoTime();
            start.countDown();
            long longest = 0;
            for (Future<Long> user : burst) {
                longest = Math.max(longest, user.get(60, TimeUnit.SECONDS));
            }
            System.out.printf(
                    "%,d virtual threads on 8 connections: all served in %,d ms, longest wait %,d ms%n",
                    BURST, (System.nanoTime() - since) / 1_000_000, longest / 1_000_000);
        } finally {
            executor.shutdownNow();
        }
        assertThat(pool.getStatistics().acquired()).isEqualTo(BURST);
        assertThat(pool.getStatistics().released()).isEqualTo(BURST);
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(backend.created()).isLessThanOrEqualTo(8);
    }
}
