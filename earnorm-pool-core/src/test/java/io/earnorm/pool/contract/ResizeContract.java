package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.testing.EventLog;
import io.earnorm.pool.testing.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes that change. */
interface ResizeContract<C> extends PoolContract<C> {

    @Test
    default void resizeChangesTheSizesInForce() {
        PoolConfig.Builder config = config().minSize(0).maxSize(4);
        Pool<C> pool = poolOf(config);

        pool.resize(1, 2);

        assertThat(pool.config()).isEqualTo(config.minSize(1).maxSize(2).build());
        assertThat(pool.getMetrics().minSize()).isEqualTo(1);
        assertThat(pool.getMetrics().maxSize()).isEqualTo(2);
    }

    @Test
    default void growingServesThoseThatWaitAtOnce() {
        Pool<C> pool = poolOf(config().maxSize(1));
        Lease<C> held = pool.acquire();
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        pool.resize(0, 2);

        assertThat(waiting.result().id()).isEqualTo(2);
        waiting.result().close();
        held.close();
    }

    @Test
    default void growingTheMinimumFills() {
        Pool<C> pool = poolOf(config().minSize(0));
        pool.init();

        pool.resize(3, 4);

        untilIdle(pool, 3);
    }

    @Test
    default void shrinkingEvictsIdleConnectionsAtOnce() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(3), events);
        List.of(pool.acquire(), pool.acquire(), pool.acquire()).forEach(Lease::close);
        untilIdle(pool, 3);

        pool.resize(0, 1);

        assertThat(pool.getMetrics().idle()).as("at once").isOne();
        untilIdle(pool, 1);
        assertThat(events.lines("connectionDestroyed")).hasSize(2).allMatch(line -> line.endsWith("RESIZED"));
    }

    @Test
    default void shrinkingEvictsLeasedConnectionsWhenTheyComeBack() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().maxSize(2), events);
        Lease<C> first = pool.acquire();
        Lease<C> second = pool.acquire();

        pool.resize(0, 1);

        assertThat((Object) first.connection()).isNotNull();
        assertThat((Object) second.connection()).isNotNull();
        assertThat(events.count("connectionDestroyed")).isZero();
        first.close();
        assertThat(pool.getMetrics().idle()).as("not even for a moment").isZero();
        until(() -> events.count("connectionDestroyed 1 RESIZED") + events.count("connectionDestroyed 2 RESIZED") == 1);
        second.close();
        untilIdle(pool, 1);
    }

    @Test
    default void afterShrinkingNoMoreThanTheNewCeilingAreLent() {
        Pool<C> pool = poolOf(config().maxSize(2));
        Lease<C> first = pool.acquire();
        Lease<C> second = pool.acquire();
        pool.resize(0, 1);
        Task<Lease<C>> waiting = start(pool::acquire);
        untilPending(pool, 1);

        first.close();
        until(() -> pool.getMetrics().total() == 1);
        assertThat(waiting.isDone()).isFalse();
        second.close();

        waiting.result().close();
        untilIdle(pool, 1);
    }

    @Test
    default void aSizeOutOfItsRangeIsRefusedAndChangesNothing() {
        PoolConfig.Builder config = config().minSize(1).maxSize(2);
        Pool<C> pool = poolOf(config);

        assertThatThrownBy(() -> pool.resize(0, 0)).isInstanceOf(PoolConfigurationException.class);
        assertThatThrownBy(() -> pool.resize(-1, 2)).isInstanceOf(PoolConfigurationException.class);
        assertThatThrownBy(() -> pool.resize(3, 2)).isInstanceOf(PoolConfigurationException.class);

        assertThat(pool.config()).isEqualTo(config.build());
    }
}
