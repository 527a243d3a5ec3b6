package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.testing.redis.RedisCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Eight writers, each with keys of its own: they count each key up by a step that no other key has, and check the number that
 * comes back. What failed may have been executed or not; anything else than these two numbers is a wrong answer.
 */
final class ClusterLoad implements AutoCloseable {

    static final int WRITERS = 8;
    private static final int KEYS = 40;

    /** So large that the number of another key is hardly ever a multiple of this one's step. */
    private static final int FIRST_STEP = 1_000;

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
    private final AtomicLongArray acknowledged = new AtomicLongArray(WRITERS * KEYS);
    private volatile Map<String, Long> replicated = Map.of();
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
        long[] low = new long[KEYS]; // How often the key was counted up at least, and at most.
        long[] high = new long[KEYS];
        Set<String> lossy = new HashSet<>();
        long lastAnswer = System.nanoTime();
        for (int i = 0; !over; i = (i + 1) % KEYS) {
            String key = prefix + writer + "-" + i;
            long start = System.nanoTime();
            try {
                int step = FIRST_STEP + writer * KEYS + i;
                long sum = commands.incrBy(key, step);
                long value = sum / step;
                if (sum % step != 0) {
                    wrong.add("%s is %d, no multiple of %d".formatted(key, sum, step));
                } else if (value <= low[i] && value > replicated.getOrDefault(key, low[i]) && lossy.add(key)) {
                    lost.addAndGet(low[i] + 1 - value);
                } else if (value <= low[i] || value > high[i] + 1) {
                    wrong.add("%s is %d, expected %d to %d".formatted(key, value, low[i] + 1, high[i] + 1));
                }
                low[i] = value;
                high[i] = value;
                acknowledged.set(writer * KEYS + i, value);
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

    /**
     * Redis replicates without waiting, so the crash of a primary may lose what it acknowledged last, of its own keys and
     * once for each. What it acknowledged before this method began must survive: replication keeps the order, and the replica
     * confirms here that it has something that was written later.
     */
    void expectLoss(RedisCluster cluster, RedisServer primary) {
        Map<String, Long> before = new HashMap<>();
        for (int n = 0; n < WRITERS * KEYS; n++) {
            String key = prefix + n / KEYS + "-" + n % KEYS;
            if (cluster.owner(JedisClusterCRC16.getSlot(key)) == primary) {
                before.put(key, acknowledged.get(n));
            }
        }
        String later = "{" + before.keySet().iterator().next() + "}later";
        long confirmed = primary.admin(jedis -> {
            jedis.set(later, "");
            return jedis.waitReplicas(1, 10_000);
        });
        assertThat(confirmed).as("replicas that have what was acknowledged").isPositive();
        replicated = before;
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
