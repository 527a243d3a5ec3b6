package io.earnorm.pool.contract;

import static io.earnorm.pool.testing.Behavior.fail;
import static io.earnorm.pool.testing.Behavior.hold;
import static io.earnorm.pool.testing.Behavior.holdDeaf;
import static io.earnorm.pool.testing.Behavior.reject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.metrics.ConnectionState;
import io.earnorm.pool.testing.Behavior;
import io.earnorm.pool.testing.Gate;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a connection is alive: asked before it is lent, when it comes back, and in between. */
class ValidationTest extends ScriptedTestCase {

    /** Validates at every borrow. */
    private PoolConfig.Builder careful() {
        return config().validationInterval(Duration.ZERO);
    }

    /** Every way to find a connection unusable. */
    static Stream<Behavior> verdicts() {
        return Stream.of(
                reject(),
                fail(new IOException("reset by peer")),
                fail(new IllegalStateException("half-written")),
                fail(new StackOverflowError("scripted")),
                fail(new InterruptedException("scripted")));
    }

    @Test
    void withAnIntervalOfZeroEveryBorrowValidates() {
        ScriptedPool pool = poolOf(careful());
        pool.acquire().close();
        int before = backend.validation().begun();

        pool.acquire().close();
        pool.acquire().close();

        assertThat(backend.validation().begun()).isEqualTo(before + 2);
    }

    @Test
    void aConnectionUsedWithinTheIntervalIsNotValidatedAgain() {
        ScriptedPool pool = poolOf(config().validationInterval(Duration.ofMinutes(1)));
        pool.acquire().close();
        int before = backend.validation().begun();

        pool.acquire().close();

        assertThat(backend.validation().begun()).isEqualTo(before);
    }

    @Test
    void withoutValidateOnBorrowNothingIsValidatedOnBorrow() {
        ScriptedPool pool = poolOf(careful().validateOnBorrow(false));

        pool.acquire().close();
        pool.acquire().close();

        assertThat(backend.validation().begun()).isZero();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void anUnusableConnectionIsEvictedOnBorrowAndTheAcquireGoesOn(Behavior verdict) {
        ScriptedPool pool = poolOf(careful().maxSize(1));
        pool.acquire().close();
        backend.validation().next(verdict);

        try (Lease<ScriptedConnection> lease = pool.acquire()) {
            assertThat(lease.id()).isEqualTo(2);
        }
        until(() -> pool.events().count("connectionDestroyed 1 INVALID") == 1);
        assertThat(pool.getMetrics().total()).isOne();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void tryAcquireValidatesFirst() {
        ScriptedPool pool = poolOf(careful());
        pool.acquire().close();
        backend.validation().next(reject());

        assertThat(pool.tryAcquire()).isEmpty();

        until(() -> pool.getMetrics().total() == 0);
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void withTestOnReturnAnUnusableConnectionIsDestroyedInsteadOfReturned(Behavior verdict) {
        ScriptedPool pool = poolOf(config().testOnReturn(true).validateOnBorrow(false));
        pool.acquire().close();
        until(() -> backend.validation().ended() == 1
                && pool.getConnections().get(0).state() == ConnectionState.IDLE);
        backend.validation().next(verdict);

        pool.acquire().close();

        until(() -> pool.events().count("connectionDestroyed 1 INVALID") == 1);
        assertThat(pool.getMetrics().total()).isZero();
    }

    @Test
    void aConnectionIsResetWheneverItComesBack() {
        ScriptedPool pool = poolOf(config());

        pool.acquire().close();
        pool.acquire().close();

        until(() -> backend.reset().ended() == 2);
        assertThat(backend.created()).isOne();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void aConnectionThatCannotBeResetIsDestroyedAndCloseDoesNotThrow(Behavior verdict) {
        ScriptedPool pool = poolOf(config());
        backend.reset().next(() -> {
            if (!verdict.play()) {
                throw new IOException("not clean");
            }
            return true;
        });
        backend.destruction().next(fail(new IOException("not even closed")));

        pool.acquire().close();

        until(() -> pool.events().count("connectionDestroyed 1 INVALID") == 1);
        until(() -> pool.getMetrics().total() == 0);
        pool.acquire().close();
    }

    @Test
    void aValidationThatHangsEndsAtItsTimeoutAndTheAcquireGoesOn() {
        ScriptedPool pool = poolOf(careful().maxSize(2).validationTimeout(Duration.ofMillis(30)));
        pool.acquire().close();
        Gate gate = backend.gate();
        backend.validation().next(hold(gate));

        try (Lease<ScriptedConnection> lease = pool.acquire()) {
            assertThat(lease.id()).isEqualTo(2);
        }
        until(() -> pool.events().count("connectionDestroyed 1 INVALID") == 1);
    }

    @Test
    void theDeadlineOfAnAcquireWinsOverAValidationThatHangs() {
        ScriptedPool pool = poolOf(careful().maxSize(1).validationTimeout(Duration.ofMinutes(1)));
        pool.acquire().close();
        Gate gate = backend.gate();
        backend.validation().next(holdDeaf(gate));

        long started = System.nanoTime();
        assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30))).isInstanceOf(PoolTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(2030));

        assertThat(pool.getMetrics().total()).isOne();
        gate.open();
        pool.acquire().close();
    }

    @Test
    void idleConnectionsAreKeptAlive() {
        ScriptedPool pool = poolOf(config().minSize(2).keepaliveTime(Duration.ofMillis(20)));

        pool.init();

        until(() -> backend.validation().ended() >= 6);
        assertThat(backend.created()).isEqualTo(2);
        assertThat(pool.events().count("acquireStarted")).isZero();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void anIdleConnectionFoundUnusableIsReplacedAndHousekeepingGoesOn(Behavior verdict) {
        ScriptedPool pool = poolOf(config().minSize(1).keepaliveTime(Duration.ofMillis(20)));
        pool.init();
        until(() -> pool.getMetrics().idle() == 1);
        backend.validation().next(verdict);

        until(() -> pool.events().count("connectionDestroyed 1 INVALID") == 1);

        int before = backend.validation().ended();
        until(() -> backend.validation().ended() >= before + 2);
        assertThat(pool.getMetrics().total()).isOne();
    }
}
