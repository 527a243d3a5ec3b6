package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What went wrong in other pools while nobody was looking. */
class HousekeepingRegressionTest extends ScriptedTestCase {

    static Stream<Throwable> whatKillsEvictors() {
        return Stream.of(
                new IllegalStateException("bug in the validator"),
                new OutOfMemoryError("scripted"),
                new NoClassDefFoundError("scripted"),
                new AssertionError("scripted"));
    }

    @ParameterizedTest // POOL-122, POOL-396, AG-251
    @MethodSource("whatKillsEvictors")
    void whatAValidatorThrowsDoesNotEndHousekeeping(Throwable failure) {
        ScriptedPool pool = poolOf(config().minSize(2).keepaliveTime(Duration.ofMillis(10)));
        backend.validation().next(fail(failure), fail(failure), fail(failure));

        pool.init();

        until(() -> backend.validation().ended() >= 10);
        until(() -> pool.getMetrics().idle() == 2);
    }

    @ParameterizedTest // AG-251
    @MethodSource("whatKillsEvictors")
    void whatAListenerThrowsDoesNotEndHousekeeping(Throwable failure) {
        ScriptedPool pool = poolOf(config().maxIdleTime(Duration.ofMillis(10)));
        pool.addListener(new PoolListener() {
            @Override
            public void connectionDestroyed(long id, EvictionReason reason) {
                sneak(failure);
            }
        });
        for (int round = 1; round <= 3; round++) {
            pool.acquire().close();
            until(() -> pool.getMetrics().total() == 0);
        }
        // Where the machine stalls, one may have been idle for too long before it was lent at all.
        assertThat(pool.events().count("connectionDestroyed"))
                .isGreaterThanOrEqualTo(3)
                .isEqualTo(backend.created());
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test // HikariCP 5.0.0
    void aPoolThatDrainedFillsAgainWithoutBeingAsked() {
        ScriptedPool pool = poolOf(config().minSize(3).maxSize(3));
        pool.init();
        until(() -> pool.getMetrics().idle() == 3);

        Stream.of(pool.acquire(), pool.acquire(), pool.acquire()).toList().forEach(Lease::invalidate);

        until(() -> backend.destroyed() == 3 && pool.getMetrics().idle() == 3);
    }

    @Test // HikariCP 2.3.7
    void connectionsMadeTogetherDoNotExpireTogether() {
        List<Long> ends = Collections.synchronizedList(new ArrayList<>());
        ScriptedPool pool = poolOf(config().maxSize(12)
                .maxConnecting(12)
                .maxLifetime(Duration.ofSeconds(1))
                .lifetimeJitter(0.9)
                .maxIdleTime(Duration.ZERO));
        pool.addListener(new PoolListener() {
            @Override
            public void connectionDestroyed(long id, EvictionReason reason) {
                ends.add(System.nanoTime());
            }
        });
        Stream.generate(pool::acquire).limit(12).toList().forEach(Lease::close);

        until(() -> ends.size() == 12);

        assertThat(Duration.ofNanos(Collections.max(ends) - Collections.min(ends)))
                .isGreaterThan(Duration.ofMillis(100));
        assertThat(pool.events().lines("connectionDestroyed")).allMatch(line -> line.endsWith("EXPIRED"));
    }

    @Test // HikariCP 2.2.4
    void afterAnOutageAPoolWithoutMinimumDoesNotGrowToItsMaximum() {
        ScriptedPool pool = poolOf(config().minSize(0).maxSize(8));
        backend.die();
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(20))).isInstanceOf(PoolTimeoutException.class);
        }

        backend.heal();
        pool.acquire().close();

        until(() -> pool.getMetrics().connecting() == 0);
        assertThat(backend.created()).isOne();
    }

    @Test // HikariCP 2.4.4
    void whenEverythingIsOverdueAtOnceThePoolDoesNotGrowToItsMaximum() {
        ScriptedPool pool = poolOf(config().minSize(2)
                .maxSize(16)
                .maxConnecting(16)
                .maxIdleTime(Duration.ofMillis(20))
                .maxLifetime(Duration.ofMillis(30))
                .keepaliveTime(Duration.ofMillis(10)));

        pool.init();

        until(() -> {
            assertThat(backend.open().stream().filter(connection -> !connection.isDestroyed()))
                    .hasSizeLessThanOrEqualTo(4);
            return backend.created() >= 20;
        });
    }

    @Test // HikariCP #606
    void nothingStartsBeforeTheConstructorHasEnded() {
        ScriptedPool pool = watched(new LateBloomer(
                config().minSize(2).keepaliveTime(Duration.ofMillis(1)).build(), backend));

        pool.init();

        until(() -> pool.getMetrics().idle() == 2);
    }

    /** Can't connect before its own constructor has run to the end. */
    private static final class LateBloomer extends ScriptedPool {

        private final Object needed;

        LateBloomer(PoolConfig config, ScriptedBackend backend) {
            super(config, backend);
            assertThat(backend.creation().begun()).isZero();
            needed = new Object();
        }

        @Override
        protected ScriptedConnection createConnection() throws Exception {
            needed.hashCode();
            return super.createConnection();
        }
    }

    @Test // HikariCP #741, POOL-337
    void threadsAreDaemonsAndEndAfterTheLastPool() {
        ScriptedPool pool = poolOf(config().minSize(2).keepaliveTime(Duration.ofMillis(10)));
        pool.init();
        until(() -> backend.validation().ended() >= 2);
        assertThat(poolThreads()).isNotEmpty().allMatch(Thread::isDaemon);

        pool.close();

        until(() -> poolThreads().isEmpty());
    }

    private static List<Thread> poolThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("earnorm-pool-"))
                .toList();
    }
}
