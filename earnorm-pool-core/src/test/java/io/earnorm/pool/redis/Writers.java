package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Eight threads that write numbers until they are closed, half of them by {@code execute} and half by {@code commands()}.
 * The former also let Redis say (WAIT) whether all replicas have a number: then no failover may lose it.
 */
final class Writers implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int REPLICAS = 2;

    /** Or else the sentinels hardly come to their turn on a small machine, and take live servers for dead ones. */
    private static final long PACE_NANOS = 1_000_000;

    /** A call that failed, or the longest that didn't. */
    record Call(long begin, long end, Throwable failure) {
        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(end - begin);
        }
    }

    private final RedisPool pool;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong succeeded = new AtomicLong();
    private final ConcurrentLinkedQueue<Call> failed = new ConcurrentLinkedQueue<>();
    private final List<Set<String>> acknowledged = new ArrayList<>();
    private final List<Set<String>> replicated = new ArrayList<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile long firstSuccessAfter = Long.MAX_VALUE;
    private volatile long since = Long.MAX_VALUE;
    private volatile boolean over;

    Writers(RedisPool pool) {
        this.pool = pool;
        for (int i = 0; i < THREADS; i++) {
            int writer = i;
            acknowledged.add(ConcurrentHashMap.newKeySet());
            replicated.add(ConcurrentHashMap.newKeySet());
            threads.execute(() -> write(writer));
        }
        try {
            awaitMore(100);
        } catch (RuntimeException e) {
            stop(); // Nobody else can.
            throw e;
        }
    }

    private void write(int writer) {
        for (long number = 0; !over; number++) {
            long begin = System.nanoTime();
            try {
                write(writer, Long.toString(number));
                succeeded.incrementAndGet();
                note(begin, System.nanoTime());
                LockSupport.parkNanos(PACE_NANOS);
            } catch (RuntimeException e) {
                failed.add(new Call(begin, System.nanoTime(), e));
            }
        }
    }

    private void write(int writer, String number) {
        String key = "writer-" + writer;
        boolean everywhere = false;
        if (writer % 2 == 0) {
            everywhere = pool.execute(jedis -> {
                jedis.hset(key, number, "");
                acknowledged.get(writer).add(number);
                return jedis.waitReplicas(REPLICAS, 200) >= REPLICAS;
            });
        } else {
            pool.commands().hset(key, number, "");
            acknowledged.get(writer).add(number);
        }
        if (everywhere) {
            replicated.get(writer).add(number);
        }
    }

    private void note(long begin, long end) {
        longestNanos.accumulateAndGet(end - begin, Math::max);
        if (begin >= since && end < firstSuccessAfter) {
            firstSuccessAfter = end;
        }
    }

    /** Returns when something is known to be on all replicas, and so must not be lost. */
    void awaitReplicated() {
        await().atMost(Duration.ofSeconds(60)).until(() -> replicated() > 0);
    }

    /** Returns when so many more calls have succeeded. */
    void awaitMore(int calls) {
        long goal = succeeded.get() + calls;
        await().atMost(Duration.ofSeconds(60)).until(() -> succeeded.get() >= goal);
    }

    /** From now on it is counted when the first call that begins later succeeds. */
    void mark(long now) {
        firstSuccessAfter = Long.MAX_VALUE;
        since = now;
    }

    long firstSuccessAfterMark() {
        return firstSuccessAfter;
    }

    long count() {
        return succeeded.get();
    }

    List<Call> failed() {
        return List.copyOf(failed);
    }

    long longestMillis() {
        long longest = longestNanos.get();
        for (Call call : failed) {
            longest = Math.max(longest, call.end() - call.begin());
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    /** No number that all replicas had is missing. Returns how many others are, lost by asynchronous replication. */
    long verify(RedisServer master) {
        long lost = 0;
        for (int writer = 0; writer < THREADS; writer++) {
            String key = "writer-" + writer;
            Set<String> there = master.admin(jedis -> jedis.hkeys(key));
            assertThat(there).as(key).containsAll(replicated.get(writer));
            lost += acknowledged.get(writer).stream()
                    .filter(number -> !there.contains(number))
                    .count();
        }
        return lost;
    }

    int replicated() {
        return replicated.stream().mapToInt(Set::size).sum();
    }

    /** Ends the threads. */
    void stop() {
        over = true;
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
