package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.testing.Behavior;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything at once: many threads, a backend that fails in every way, and an operator who pauses, clears and
 * resizes. The backend and the log of events watch the invariants meanwhile; afterwards the books must balance.
 */
class StressTest extends ScriptedTestCase {

    private static final int THREADS = 8;
    private static final int ROUNDS = 300;
    private static final int LARGEST = 6;

    /** Fails now and then, differently each time. */
    private static final Behavior MOODY =
            () -> switch (ThreadLocalRandom.current().nextInt(24)) {
                case 0 -> throw new IOException("moody");
                case 1 -> throw new IllegalStateException("moody");
                case 2 -> throw new NoClassDefFoundError("moody");
                case 3 -> throw new InterruptedException("moody");
                case 4 -> false;
                default -> true;
            };

    private PoolConfig.Builder busy() {
        return config().maxSize(4)
                .maxConnecting(2)
                .connectionTimeout(Duration.ofMillis(200))
                .validationInterval(Duration.ZERO)
                .maxIdleTime(Duration.ofMillis(20))
                .maxLifetime(Duration.ofMillis(60))
                .keepaliveTime(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @EnumSource(Fairness.class)
    void theInvariantsHoldWhateverHappens(Fairness fairness) {
        ScriptedPool pool = poolOf(busy().fairness(fairness).testOnReturn(true));
        backend.allow(LARGEST);
        backend.creation().always(MOODY);
        backend.validation().always(MOODY);
        backend.reset().always(MOODY);
        backend.destruction().always(MOODY);

        List<Task<Boolean>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            users.add(start(() -> useAgainAndAgain(pool)));
        }
        Task<Boolean> operator = start(() -> operate(pool, users));
        users.forEach(user -> until(user::isDone));
        users.forEach(Task::result);
        operator.result();

        booksBalance(pool);
    }

    private boolean useAgainAndAgain(ScriptedPool pool) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int round = 0; round < ROUNDS; round++) {
            if (random.nextInt(32) == 0) {
                Thread.currentThread().interrupt();
            }
            try {
                useOnce(pool, random);
            } catch (AcquireInterruptedException e) {
                assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
            } catch (PoolException | IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
            Thread.interrupted();
            assertThat(pool.getMetrics()).satisfies(StressTest::isPlausible);
        }
        return true;
    }

    private static void useOnce(ScriptedPool pool, ThreadLocalRandom random) throws Exception {
        switch (random.nextInt(6)) {
            case 0 ->
                pool.run(connection -> {
                    touch(connection);
                    if (random.nextInt(8) == 0) {
                        throw new IOException("lost");
                    }
                });
            case 1 -> pool.tryAcquire().ifPresent(lease -> end(lease, random));
            case 2 -> {
                ScriptedConnection connection = pool.get();
                touch(connection);
                pool.put(connection);
            }
            case 3 -> {
                CompletableFuture<Lease<ScriptedConnection>> future = pool.acquireAsync(Duration.ofMillis(50));
                if (random.nextBoolean() || !future.cancel(true)) {
                    future.thenAccept(lease -> end(lease, ThreadLocalRandom.current()));
                }
            }
            case 4 -> end(pool.acquire(Duration.ofMillis(1 + random.nextInt(5))), random);
            default -> end(pool.acquire(), random);
        }
    }

    private static void end(Lease<ScriptedConnection> lease, ThreadLocalRandom random) {
        touch(lease.connection());
        switch (random.nextInt(8)) {
            case 0 -> lease.invalidate();
            case 1 -> lease.invalidate(new IOException("lost"));
            default -> lease.close();
        }
        lease.close();
    }

    private static void touch(ScriptedConnection connection) {
        connection.enter();
        Thread.yield(); // So that another one who has it by mistake may meet us.
        connection.exit();
    }

    private static boolean operate(ScriptedPool pool, List<Task<Boolean>> users) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!users.stream().allMatch(Task::isDone)) {
            switch (random.nextInt(6)) {
                case 0 -> pool.clear();
                case 1 -> pool.pause(new IllegalStateException("maintenance"));
                case 2 -> pool.suspend();
                case 3 -> pool.resize(random.nextInt(2), 1 + random.nextInt(LARGEST));
                case 4 -> pool.checkHealth();
                default -> pool.cleanup();
            }
            pool.resume();
        }
        return true;
    }

    private static void isPlausible(PoolMetrics now) {
        assertThat(List.of(now.connecting(), now.idle(), now.inUse(), now.closing(), now.pending()))
                .allMatch(count -> count >= 0);
    }

    private void booksBalance(ScriptedPool pool) {
        backend.creation().always(succeed());
        backend.validation().always(succeed());
        pool.resume();
        pool.resize(0, 3);
        until(() -> pool.getMetrics().inUse() == 0 && pool.getMetrics().pending() == 0);
        fullCapacityIsThere(pool, 3);

        pool.close(Duration.ofSeconds(10));

        until(() -> backend.open().isEmpty() && pool.getMetrics().total() == 0);
        assertThat(backend.destroyed()).isEqualTo(backend.created());
        until(() -> pool.events().count("acquireStarted")
                == pool.events().count("acquired") + pool.events().count("acquireFailed"));
        assertThat(pool.events().count("released")).isEqualTo(pool.events().count("acquired"));
        assertThat(pool.getStatistics().acquired())
                .isEqualTo(pool.events().count("acquired"))
                .isEqualTo(pool.getStatistics().released());
    }

    private static void fullCapacityIsThere(ScriptedPool pool, int maxSize) {
        List<Lease<ScriptedConnection>> all = new ArrayList<>();
        for (int i = 0; i < maxSize; i++) {
            all.add(pool.acquire(Duration.ofSeconds(10)));
        }
        all.forEach(Lease::close);
    }

    @Test
    void whatAHolderDidIsSeenByTheNext() {
        ScriptedPool pool = poolOf(config().maxSize(2).connectionTimeout(Duration.ofSeconds(10)));
        List<Task<Integer>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(start(() -> {
                for (int round = 0; round < 2_000; round++) {
                    try (Lease<ScriptedConnection> lease = pool.acquire()) {
                        lease.connection().use();
                    }
                }
                return 2_000;
            }));
        }

        int expected = users.stream().mapToInt(Task::result).sum();

        assertThat(backend.open()).hasSizeLessThanOrEqualTo(2);
        assertThat(backend.open().stream().mapToInt(ScriptedConnection::uses).sum())
                .isEqualTo(expected);
    }
}
