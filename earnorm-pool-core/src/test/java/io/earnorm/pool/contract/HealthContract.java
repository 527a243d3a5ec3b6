package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether the backend can be reached. */
interface HealthContract<C> extends PoolContract<C> {

    @Test
    default void aPoolWithAnIdleConnectionIsUp() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();

        PoolHealth health = pool.checkHealth();

        assertThat(health.up()).as(health.reason()).isTrue();
        assertThat(health.pool()).isEqualTo(pool.name());
        assertThat(health.backend()).isEqualTo(pool.backend());
        assertThat(health.state()).isEqualTo(PoolState.RUNNING);
        assertThat(health.reason()).isNotBlank();
        assertThat(health.connections()).hasSize(1);
        assertThat(health.metrics().total()).isOne();
        assertThat(health.took()).isGreaterThanOrEqualTo(Duration.ZERO);
        untilIdle(pool, 1);
    }

    @Test
    default void aCheckMakesAConnectionWhereThereIsRoom() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(0), events);
        pool.init();

        assertThat(pool.checkHealth().up()).isTrue();

        assertThat(events.count("connectionReady")).isOne();
    }

    @Test
    default void aPoolWhoseConnectionsAreAllInUseIsUp() {
        Pool<C> pool = poolOf(config().maxSize(1));
        try (Lease<C> held = pool.acquire()) {
            assertThat(pool.checkHealth().up()).isTrue();
        }
    }

    @Test
    default void aPoolWhoseBackendDiedIsDownUntilItIsBack() throws Exception {
        Pool<C> pool = poolOf(config().maxSize(1).validationTimeout(Duration.ofSeconds(1)));
        pool.acquire().close();

        breakDown();
        PoolHealth down = pool.checkHealth();
        assertThat(down.up()).isFalse();
        assertThat(down.reason()).isNotBlank();

        heal();
        until(() -> pool.checkHealth().up());
    }

    @Test
    default void aPoolThatIsPausedOrClosedIsDown() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();

        pool.pause(new IllegalStateException("maintenance"));
        assertThat(pool.checkHealth().up()).isFalse();
        assertThat(pool.checkHealth().state()).isEqualTo(PoolState.PAUSED);

        pool.close();
        assertThat(pool.checkHealth().up()).isFalse();
        assertThat(pool.checkHealth().state()).isEqualTo(PoolState.CLOSED);
    }

    @Test
    default void aCheckNeverTakesPartInTheQueue() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1).maxPending(1), events);
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        pool.checkHealth();

        assertThat(pool.getMetrics().pending()).isOne();
        assertThat(events.count("acquireStarted")).isEqualTo(2);
        held.close();
        waiting.result().close();
    }

    @Test
    default void aUsersOwnCheckIsAskedToo() {
        Pool<C> pool = poolOf(config());
        pool.acquire().close();
        OwnCheck<C> check = new OwnCheck<>();
        pool.addHealthCheck(check);

        assertThat(pool.checkHealth().up()).isTrue();
        assertThat(check.asked).isPositive();

        check.failure = new IllegalStateException("the replica lags behind");
        PoolHealth health = pool.checkHealth();
        assertThat(health.up()).isFalse();
        assertThat(health.reason()).contains("replica-lag");

        check.failure = null;
        assertThat(pool.checkHealth().up()).isTrue();
    }

    /** Passes until it is given a failure. */
    final class OwnCheck<C> implements HealthCheck<C> {

        volatile Exception failure;
        volatile int asked;

        @Override
        public String name() {
            return "replica-lag";
        }

        @Override
        public synchronized void check(C connection) throws Exception {
            assertThat((Object) connection).isNotNull();
            asked++;
            if (failure != null) {
                throw failure;
            }
        }
    }
}
