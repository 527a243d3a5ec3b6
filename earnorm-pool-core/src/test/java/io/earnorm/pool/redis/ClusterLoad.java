package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.exception.PoolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Eight writers, each with keys of its own: they count each key up by one, and check the number that comes back. What failed
 * may have been executed or not; anything else than these two numbers is a wrong answer.
 */
final class ClusterLoad implements AutoCloseable {

    static final int WRITERS = 8;
    private static final int KEYS = 40;

    final AtomicLong answered = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> running = new ArrayList<>();
    private final UnifiedJedis commands;
    private final String prefix;
    private volatile boolean mayLose;
    private volatile boolean over;

    /** Begins at once. All keys are in one slot when {@code prefix} has a hash tag. */
    ClusterLoad(RedisClusterPool pool, String prefix) {
        this.commands = pool.commands();
        this.prefix = prefix;
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            running.add(threads.submit(() -> write(writer)));
        }
    }

    private void write(int writer) {
        long[] low = new long[KEYS]; // What the key is at least, and at most.
        long[] high = new long[KEYS];
        long lastAnswer = System.nanoTime();
        for (int i = 0; !over; i = (i + 1) % KEYS) {
            String key = prefix + writer + "-" + i;
            long start = System.nanoTime();
            try {
                long value = commands.incr(key);
                if (value <= low[i] && mayLose) {
                    lost.incrementAndGet();
                } else if (value <= low[i] || value > high[i] + 1) {
                    wrong.add("%s is %d, expected %d to %d".formatted(key, value, low[i] + 1, high[i] + 1));
                }
                low[i] = value;
                high[i] = value;
                answered.incrementAndGet();
                longestGapNanos.accumulateAndGet(System.nanoTime() - lastAnswer, Math::max);
                lastAnswer = System.nanoTime();
            } catch (JedisConnectionException | PoolException e) {
                high[i]++;
                failures.add(e);
            } catch (JedisException e) {
                high[i]++;
                wrong.add(key + ": " + e);
            }
            longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    /** Redis replicates without waiting, so a crash may lose what a primary acknowledged last. */
    void expectLoss() {
        mayLose = true;
    }

    void awaitMore(long more) {
        long goal = answered.get() + more;
        await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= goal);
    }

    /** {@return the longest single call} */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** {@return the longest time that a writer was without an answer} */
    Duration longestGap() {
        return Duration.ofNanos(longestGapNanos.get());
    }

    /** Ends the writers. */
    void stop() throws Exception {
        over = true;
        for (Future<?> writer : running) {
            writer.get(60, TimeUnit.SECONDS);
        }
        assertThat(wrong).isEmpty();
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
