package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.ResilienceBuilder;
import io.earnorm.pool.resilience.RetryPolicy;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pools with a retry and a circuit breaker. */
class ResilientPoolTest extends ScriptedTestCase {

    private static final IOException LOST = new IOException("connection reset");

    private static ResilienceBuilder threeAttempts() {
        return Resilience.builder()
                .retry(RetryPolicy.builder()
                        .maxAttempts(3)
                        .backoff(Duration.ofMillis(1))
                        .build());
    }

    private static ResilienceBuilder breaker() {
        return Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .slidingWindowSize(4)
                        .minimumCalls(2)
                        .halfOpenCalls(1)
                        .open(Duration.ofMinutes(1))
                        .build());
    }

    /** A pool to which every lost connection is worth another attempt. */
    private ScriptedPool poolOf(PoolConfig.Builder config, ResilienceBuilder resilience) {
        PoolOptions options = PoolOptions.builder()
                .name("resilient")
                .config(config.build())
                .resilience(resilience.build())
                .build();
        return watched(new ScriptedPool(options, backend) {
            @Override
            protected boolean isTransient(Throwable failure) {
                return failure instanceof IOException || super.isTransient(failure);
            }
        });
    }

    @Test
    void idempotentWorkIsRepeatedEachTimeOnANewLease() throws Exception {
        ScriptedPool pool = poolOf(config(), threeAttempts());
        List<ScriptedConnection> used = new ArrayList<>();

        String result = pool.executeIdempotent(connection -> {
            used.add(connection);
            if (used.size() < 3) {
                throw LOST;
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(used).hasSize(3).doesNotHaveDuplicates();
        assertThat(pool.events().count("acquired")).isEqualTo(3);
        assertThat(pool.events().count("released")).isEqualTo(3);
    }

    @Test
    void idempotentWorkThatGoesOnFailingThrowsWhatItThrewAtLast() {
        ScriptedPool pool = poolOf(config(), threeAttempts());
        List<IOException> thrown = new ArrayList<>();

        assertThatThrownBy(() -> pool.executeIdempotent(connection -> {
                    thrown.add(new IOException("attempt " + thrown.size()));
                    throw thrown.get(thrown.size() - 1);
                }))
                .satisfies(failure -> assertThat(failure).isSameAs(thrown.get(2)));

        assertThat(thrown).hasSize(3);
    }

    @Test
    void idempotentWorkIsNotRepeatedOnFailuresThatAreNotTransient() {
        ScriptedPool pool = poolOf(config(), threeAttempts());
        List<ScriptedConnection> used = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("duplicate key");

        assertThatThrownBy(() -> pool.executeIdempotent(connection -> {
                    used.add(connection);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(used).hasSize(1);
    }

    @Test
    void otherWorkIsNeverRepeatedWhateverThePolicySays() {
        ScriptedPool pool = poolOf(config(), threeAttempts());
        List<ScriptedConnection> used = new ArrayList<>();

        assertThatThrownBy(() -> pool.execute(connection -> {
                    used.add(connection);
                    throw LOST;
                }))
                .isSameAs(LOST);

        assertThat(used).hasSize(1);
    }

    @Test
    void anAcquireFailsWhenConnectingFailedAsOftenAsTheRetryAllows() {
        ScriptedPool pool = poolOf(config(), threeAttempts());
        backend.creation().always(fail(LOST));

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .cause()
                .isSameAs(LOST);

        assertThat(backend.creation().begun()).isGreaterThanOrEqualTo(3);
        assertThat(pool.events().lines("acquireFailed")).containsExactly("acquireFailed CONNECTION_FAILED");
    }

    /** Fails twice, which opens the breaker. */
    private ScriptedPool poolWhoseBackendDied(PoolConfig.Builder config) {
        ScriptedPool pool = poolOf(config, breaker());
        backend.die();
        pool.init();
        for (int i = 0; i < 2; i++) {
            Task<Lease<ScriptedConnection>> waiting = start(pool::acquire);
            assertThat(waiting.failure()).isInstanceOf(PoolUnavailableException.class);
        }
        until(() -> pool.state() == PoolState.PAUSED);
        return pool;
    }

    @Test
    void anOpenBreakerPausesThePoolAndFailsPendingAndNewAcquires() {
        ScriptedPool pool = poolWhoseBackendDied(config());

        assertThatThrownBy(pool::acquire)
                .isInstanceOfSatisfying(
                        PoolUnavailableException.class,
                        refused -> assertThat(refused.retryAfter())
                                .hasValueSatisfying(wait -> assertThat(wait).isPositive()))
                .cause()
                .isInstanceOf(IOException.class);
        assertThat(pool.events().lines()).containsSubsequence("poolPaused The scripted backend died", "poolCleared");
        assertThat(pool.checkHealth().up()).isFalse();
    }

    @Test
    void aProbeInTheBackgroundResumesThePoolWithoutAnyUser() {
        ScriptedPool pool = poolWhoseBackendDied(config());
        assertThat(pool.events().count("poolReady")).isOne();

        backend.heal();

        until(() -> pool.state() == PoolState.RUNNING);
        until(() -> pool.events().count("poolReady") == 2);
        pool.acquire().close();
    }

    @Test
    void whileTheBreakerIsOpenOneProbeAtATimeTriesTheBackend() {
        ScriptedPool pool = poolWhoseBackendDied(config().minSize(4).maxConnecting(4));
        int before = backend.creation().begun();

        until(() -> backend.creation().begun() >= before + 2);

        assertThat(pool.getMetrics().connecting()).isLessThanOrEqualTo(1);
        assertThat(pool.state()).isEqualTo(PoolState.PAUSED);
    }

    @Test
    void whileTheBreakerIsOpenResumeLeavesThePoolPaused() {
        ScriptedPool pool = poolWhoseBackendDied(config());

        pool.resume();

        assertThat(pool.state()).isEqualTo(PoolState.PAUSED);
        assertThatThrownBy(pool::acquire).isInstanceOf(PoolUnavailableException.class);
    }

    @Test
    void aCallersPauseTriesNothingAndEndsOnlyByResume() {
        ScriptedPool pool = poolOf(config().minSize(1), breaker());
        pool.pause(new IllegalStateException("maintenance"));

        pool.cleanup();
        assertThat(pool.checkHealth().up()).isFalse();
        assertThatThrownBy(pool::acquire)
                .isInstanceOfSatisfying(
                        PoolUnavailableException.class,
                        refused -> assertThat(refused.retryAfter()).isEmpty());

        assertThat(pool.state()).isEqualTo(PoolState.PAUSED);
        assertThat(backend.creation().begun()).isZero();
        pool.resume();
        pool.acquire().close();
    }

    @Test
    void aCallersPauseOutlastsTheBreakers() {
        ScriptedPool pool = poolWhoseBackendDied(config());
        pool.pause(new IllegalStateException("maintenance"));
        backend.heal();

        pool.resume();

        until(() -> pool.state() == PoolState.RUNNING);
        pool.acquire().close();
    }

    @Test
    void whatTheUsersWorkThrowsDoesNotOpenTheBreaker() {
        ScriptedPool pool = poolOf(config(), breaker());
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> pool.run(connection -> {
                        throw new IllegalStateException("duplicate key");
                    }))
                    .hasMessage("duplicate key");
        }

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        assertThat(backend.created()).isOne();
    }

    @Test
    void workThatLosesItsConnectionAgainAndAgainOpensTheBreaker() {
        ScriptedPool pool = poolOf(config(), breaker());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        losing(pool);
                    }
                })
                .isInstanceOf(PoolUnavailableException.class);
    }

    private static void losing(ScriptedPool pool) throws Exception {
        try {
            pool.run(connection -> {
                throw LOST;
            });
        } catch (IOException e) {
            assertThat(e).isSameAs(LOST);
        }
    }
}
