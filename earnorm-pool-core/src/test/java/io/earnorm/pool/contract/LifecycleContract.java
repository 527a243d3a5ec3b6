package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.testing.EventLog;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** From construction to running. */
interface LifecycleContract<C> extends PoolContract<C> {

    @Test
    default void aConstructorStartsNothing() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(2), events);

        assertThat(pool.state()).isEqualTo(PoolState.NEW);
        assertThat(pool.getMetrics().total()).isZero();
        assertThat(pool.getConnections()).isEmpty();
        assertThat(events.lines()).isEmpty();
    }

    @Test
    default void aPoolTellsItsNameBackendAndSettings() {
        PoolConfig.Builder config = config().maxSize(3);
        Pool<C> pool = poolOf(config);

        assertThat(pool.name()).isNotBlank();
        assertThat(pool.backend()).isNotBlank();
        assertThat(pool.config()).isEqualTo(config.build());
    }

    @Test
    default void initStartsThePoolAndFillsItToMinSize() {
        Pool<C> pool = poolOf(config().minSize(2).initializationFailTimeout(LONG));

        pool.init();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        assertThat(pool.getMetrics().idle()).as("init waits for one").isPositive();
        untilIdle(pool, 2);
    }

    @Test
    default void initDoesNothingOnAPoolThatWasStarted() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);
        pool.init();
        untilIdle(pool, 1);

        pool.init();

        assertThat(pool.getMetrics().total()).isOne();
        assertThat(events.count("poolCreated")).isOne();
        assertThat(events.count("poolReady")).isOne();
    }

    @Test
    default void theFirstAcquireStartsThePool() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(2), events);

        pool.acquire().close();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        assertThat(events.lines()).first().isEqualTo("poolCreated");
        untilIdle(pool, 2);
    }

    @Test
    default void everyFirstUseDeliversPoolCreated() {
        Map<String, Consumer<Pool<C>>> uses = Map.of(
                "init", Pool::init,
                "acquire", pool -> pool.acquire().close(),
                "acquireAsync", pool -> pool.acquireAsync().join().close(),
                "pause", pool -> pool.pause(new IllegalStateException("maintenance")),
                "suspend", Pool::suspend,
                "resume", Pool::resume,
                "close", Pool::close);
        uses.forEach((name, use) -> {
            EventLog events = new EventLog();
            Pool<C> pool = poolOf(config(), events);

            use.accept(pool);

            assertThat(events.lines()).as(name).first().isEqualTo("poolCreated");
            assertThat(events.count("poolCreated")).as(name).isOne();
        });
    }

    @Test
    default void poolReadyComesBeforeTheCreationsThatItAllows() {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(1), events);

        pool.init();

        until(() -> events.count("connectionReady") == 1);
        assertThat(events.lines().subList(0, 3)).containsExactly("poolCreated", "poolReady", "connectionCreated 1");
    }

    @Test
    default void withANegativeFailTimeoutAndNoMinimumInitConnectsToNothing() throws Exception {
        EventLog events = new EventLog();
        Pool<C> pool = poolOf(config().minSize(0), events);
        breakDown();

        assertThatCode(pool::init).doesNotThrowAnyException();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        assertThat(events.lines()).containsExactly("poolCreated", "poolReady");
    }

    @Test
    default void withANegativeFailTimeoutInitDoesNotFailBecauseOfTheBackend() throws Exception {
        Pool<C> pool = poolOf(config().minSize(1));
        breakDown();

        assertThatCode(pool::init).doesNotThrowAnyException();

        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
    }

    @Test
    default void initFailsWhenNoConnectionCanBeMadeInTimeAndThePoolGoesOnTrying() throws Exception {
        Duration failTimeout = Duration.ofMillis(500);
        Pool<C> pool = poolOf(config().minSize(1).connectTimeout(ATTEMPT).initializationFailTimeout(failTimeout));
        breakDown();

        long started = System.nanoTime();
        assertThatThrownBy(pool::init)
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining(pool.name())
                .cause()
                .isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(failTimeout.plus(LATE));
        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);

        heal();
        untilIdle(pool, 1);
    }

    @Test
    default void initOnAClosedPoolFails() {
        Pool<C> pool = poolOf(config());
        pool.close();

        assertThatThrownBy(pool::init).isInstanceOf(PoolClosedException.class).hasMessageContaining(pool.name());
    }
}
