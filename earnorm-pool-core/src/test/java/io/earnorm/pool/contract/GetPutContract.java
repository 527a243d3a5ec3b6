package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.testing.EventLog;
import org.junit.jupiter.api.Test;

/** Acquires without a lease object. */
interface GetPutContract<C> extends PoolContract<C> {

    @Test
    default void getLendsAndPutGivesBack() {
        Pool<C> pool = poolOf(config().maxSize(1));

        C connection = pool.get();
        assertThat((Object) connection).isNotNull();
        assertThat(pool.getMetrics().inUse()).isOne();
        pool.put(connection);

        untilIdle(pool, 1);
        pool.put(pool.get());
        assertThat(pool.getMetrics().total()).isOne();
    }

    @Test
    default void putRefusesASecondReturnAndChangesNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(1), events);
        C connection = pool.get();
        pool.put(connection);

        assertThatThrownBy(() -> pool.put(connection)).isInstanceOf(IllegalStateException.class);

        untilIdle(pool, 1);
        assertThat(events.count("released")).isOne();
    }

    @Test
    default void putRefusesAConnectionOfAnotherPool() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Pool<C> other = poolOf(config().maxSize(1));
        C own = pool.get();
        C foreign = other.get();

        assertThatThrownBy(() -> pool.put(foreign)).isInstanceOf(IllegalStateException.class);

        assertThat(pool.getMetrics().inUse()).isOne();
        assertThat(other.getMetrics().inUse()).isOne();
        pool.put(own);
        other.put(foreign);
    }

    @Test
    default void putRefusesTheConnectionOfALease() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> lease = pool.acquire();
        C connection = lease.connection();

        assertThatThrownBy(() -> pool.put(connection)).isInstanceOf(IllegalStateException.class);

        assertThat(pool.getMetrics().inUse()).isOne();
        lease.close();
    }

    @Test
    default void aLatePutAfterCloseDestroysTheConnection() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config(), events);
        C late = pool.get();
        pool.close();

        pool.put(late);

        until(() -> events.count("connectionDestroyed 1 POOL_CLOSED") == 1);
    }

    @Test
    default void getFailsAsAcquireDoes() {
        Pool<C> pool = poolOf(config());
        pool.close();

        assertThatThrownBy(pool::get).isInstanceOf(PoolClosedException.class);
    }
}
