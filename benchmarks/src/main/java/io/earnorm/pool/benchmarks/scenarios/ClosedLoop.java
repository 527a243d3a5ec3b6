package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A fixed number of threads that use a pool again and again.
 *
 * @param threads how many
 * @param virtual whether they are virtual
 * @param work what each does with a connection
 * @param pause what each does before it asks for the next one
 */
record ClosedLoop(int threads, boolean virtual, Work work, Runnable pause) {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long RAMP = TimeUnit.SECONDS.toNanos(1);

    ClosedLoop(int threads, boolean virtual, Work work) {
        this(threads, virtual, work, () -> {});
    }

    /**
     * Lets all threads run for a time, which begins when each has asked for a connection once (or after a second): before,
     * some would have the pool for themselves.
     */
    Round run(Peer peer, long nanos) throws Exception {
        Window window = new Window();
        List<Caller> callers = callers(peer, window, Integer.MAX_VALUE);
        List<Thread> running = start(callers);
        awaitAsked(callers);
        Round.Start start = Round.start(callers);
        window.open = true;
        TimeUnit.NANOSECONDS.sleep(nanos);
        Round round = start.end();
        end(window, running);
        return round;
    }

    /** Lets each thread acquire once; the round ends when all have, or after a time limit. */
    Round once(Peer peer, long limitNanos) throws Exception {
        Window window = new Window();
        window.open = true;
        List<Caller> callers = callers(peer, window, 1);
        Round.Start start = Round.start(callers);
        List<Thread> running = start(callers);
        join(running, System.nanoTime() + limitNanos);
        Round round = start.end();
        end(window, running);
        return round;
    }

    private List<Caller> callers(Peer peer, Window window, int limit) {
        return Stream.generate(() -> new Caller(peer, work, pause, window, limit))
                .limit(threads)
                .toList();
    }

    /**
     * Virtual threads are started by one of them. A carrier looks for what others submitted only when it has nothing left of
     * its own: as long as a few threads yield to each other, those that were started from outside would never run.
     */
    private List<Thread> start(List<Caller> callers) {
        CompletableFuture<List<Thread>> running = new CompletableFuture<>();
        Thread.Builder builder =
                virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        Runnable start = () -> {
            List<Thread> threads = new ArrayList<>();
            callers.forEach(caller -> threads.add(builder.start(caller)));
            running.complete(threads);
        };
        builder.start(start);
        return running.join();
    }

    private static void awaitAsked(List<Caller> callers) throws InterruptedException {
        long deadline = System.nanoTime() + RAMP;
        while (!callers.stream().allMatch(Caller::asked) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Whoever starves is served when the others have stopped; whoever hangs is interrupted. */
    private static void end(Window window, List<Thread> running) throws InterruptedException {
        window.over = true;
        if (!join(running, System.nanoTime() + PATIENCE)) {
            running.forEach(Thread::interrupt);
            join(running, System.nanoTime() + PATIENCE);
        }
    }

    private static boolean join(List<Thread> running, long deadline) throws InterruptedException {
        for (Thread thread : running) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
