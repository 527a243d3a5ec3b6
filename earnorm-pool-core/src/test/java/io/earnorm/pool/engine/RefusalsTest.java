package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A refusal says what went wrong, what the pool looked like, and what to do. */
class RefusalsTest {

    private final Rig rig = new Rig(config -> config.maxSize(1).maxPending(2));

    @Test
    void aTimeoutTellsHowLongAndThatAllAreInUse() {
        rig.acquire();

        assertThatThrownBy(() -> rig.engine.acquire(MILLISECONDS.toNanos(20)))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessage(
                        "Pool 'rig' gave no connection within 20 ms (in use 1 of 1, idle 0, connecting 0, pending 0)."
                                + " Close leases sooner, or raise maxSize or connectionTimeout")
                .hasNoCause();
    }

    @Test
    void aTimeoutWhileConnectingFailsTellsWhy() {
        IOException refused = new IOException("Refused");
        rig.connect = () -> {
            throw refused;
        };
        assertThatThrownBy(() -> rig.engine.acquire(MILLISECONDS.toNanos(20)))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageEndingWith("The last attempt to connect failed, see the cause")
                .hasCause(refused);
    }

    @Test
    void oneWhoDoesNotWaitIsToldSo() {
        rig.acquire();

        assertThatThrownBy(() -> rig.engine.acquire(0))
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessage("Pool 'rig' has no idle connection and the caller does not wait"
                        + " (in use 1 of 1, idle 0, connecting 0, pending 0). Close leases sooner, or raise maxSize");
    }

    @Test
    void whenTheQueueIsFullThatIsSaid() {
        rig.acquire();
        rig.engine.acquireAsync(SECONDS.toNanos(5));
        rig.engine.acquireAsync(SECONDS.toNanos(5));

        assertThatThrownBy(() -> rig.engine.acquire(SECONDS.toNanos(5)))
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessage("Pool 'rig' has no idle connection and its queue is full"
                        + " (in use 1 of 1, idle 0, connecting 0, pending 2)."
                        + " Close leases sooner, or raise maxSize or maxPending");
    }

    @Test
    void closingAndClosedAreToldApart() {
        List<Throwable> closing = new ArrayList<>();
        Rig.TestLease lease = rig.acquire();
        rig.world.schedule(SECONDS.toNanos(1), () -> {
            try {
                rig.acquire();
            } catch (PoolClosedException e) {
                closing.add(e);
            }
        });

        rig.engine.close(SECONDS.toNanos(5));

        assertThat(closing).hasSize(1);
        assertThat(closing.get(0))
                .hasMessage("Pool 'rig' is closing. Acquire before it is closed, or create a new pool");
        assertThatThrownBy(rig::acquire)
                .isInstanceOf(PoolClosedException.class)
                .hasMessage("Pool 'rig' is closed. Acquire before it is closed, or create a new pool");
        rig.release(lease);
    }

    @Test
    void aPauseNamesItsCauseAndItsEnd() {
        Exception maintenance = new Exception("Maintenance");
        rig.engine.pause(maintenance);

        assertThatThrownBy(rig::acquire)
                .isInstanceOf(PoolUnavailableException.class)
                .hasMessageContaining("is paused because its backend counts as down (see the cause)")
                .hasMessageEndingWith("It serves again after resume()")
                .hasCause(maintenance);
    }

    @Test
    void anOpenBreakerTellsWhenTheBackendIsTriedAgain() {
        Resilience resilience = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        Rig guarded = new Rig(config -> config, resilience);
        guarded.fill(1);
        resilience.circuitBreaker().orElseThrow().transitionToOpenState();

        assertThatThrownBy(guarded::acquire)
                .hasMessageEndingWith("The backend is tried again in 100 ms")
                .isInstanceOfSatisfying(
                        PoolUnavailableException.class,
                        refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofMillis(100)));

        guarded.engine.pause(new Exception("Maintenance"));

        assertThatThrownBy(guarded::acquire).hasMessageEndingWith("It serves again after resume()");
    }

    @Test
    void anInterruptTellsHowLongItHadWaited() {
        rig.acquire();
        Thread me = Thread.currentThread();
        rig.world.schedule(MILLISECONDS.toNanos(30), me::interrupt);

        assertThatThrownBy(rig::acquire)
                .isInstanceOf(AcquireInterruptedException.class)
                .hasMessage("Interrupted after waiting for a connection of pool 'rig' for 30 ms"
                        + " (in use 1 of 1, idle 0, connecting 0, pending 0)");
        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    }

    @Test
    void aFailureToConnectHasACauseAlsoWhenTheAttemptHasNotEnded() {
        rig.curable = failure -> false;
        rig.connect = () -> {
            throw new IOException("Refused");
        };

        assertThatThrownBy(rig::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageStartingWith("Pool 'rig' could not connect (in use 0 of 1, idle 0,")
                .hasRootCauseMessage("Refused");
        Refusals<Object> refusals =
                new Refusals<>(pool(), rig.engine.exchange, new Figures<>(pool(), rig.engine.exchange));
        assertThat(refusals.of(AcquireFailure.CONNECTION_FAILED, null, 0)).hasCauseInstanceOf(TimeoutException.class);
    }

    private PoolContext<Object> pool() {
        return new PoolContext<>("rig", rig.engine.config(), rig, Resilience.disabled(), rig.world.surroundings());
    }
}
