package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Pipelines, transactions and scans on {@code commands()} that end otherwise than they should: no connection is lost. */
@WithRedis
class ForgottenTest {

    /** What happens to one connection of the pool's only one. */
    interface Mishap extends Consumer<Connection> {}

    static Stream<Named<Mishap>> mishaps() {
        return Stream.of(
                mishap("an exception in a pipeline", connection -> {
                    try (Pipeline pipeline = new Pipeline(connection, true)) {
                        pipeline.set("key", "value");
                        throw new IllegalStateException("half-way");
                    }
                }),
                mishap("an exception in a transaction", connection -> {
                    try (Transaction transaction = new Transaction(connection, true, true)) {
                        transaction.set("key", "value");
                        throw new IllegalStateException("half-way");
                    }
                }),
                mishap("an exception after a watch", connection -> {
                    try (Transaction transaction = new Transaction(connection, false, true)) {
                        transaction.watch("key");
                        throw new IllegalStateException("half-way");
                    }
                }),
                mishap("a transaction that the server refuses", connection -> {
                    try (Transaction transaction = new Transaction(connection, true, true)) {
                        transaction.sendCommand(CarelessActs.raw("NONSENSE"), "word");
                        transaction.exec();
                    }
                }),
                mishap("a reply that is looked at too early", connection -> {
                    try (Pipeline pipeline = new Pipeline(connection, true)) {
                        Response<String> response = pipeline.get("key");
                        response.get();
                    }
                }),
                mishap("a pipeline whose command cannot be encoded", connection -> {
                    try (Pipeline pipeline = new Pipeline(connection, true)) {
                        pipeline.set("key", "value");
                        pipeline.set("key", (String) null);
                    }
                }),
                mishap("a transaction that is executed twice", connection -> {
                    try (Transaction transaction = new Transaction(connection, true, true)) {
                        transaction.set("key", "value");
                        transaction.exec();
                        transaction.exec();
                    }
                }),
                mishap("a pipeline that is closed twice, and used", connection -> {
                    Pipeline pipeline = new Pipeline(connection, true);
                    pipeline.set("key", "value");
                    pipeline.close();
                    pipeline.close();
                    pipeline.set("key", "value");
                }));
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void theConnectionIsThereForTheNext(Mishap mishap, RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            Connection connection = new LeaseProvider(pool).getConnection();

            assertThatThrownBy(() -> mishap.accept(connection)).isInstanceOf(RuntimeException.class);

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aPipelineThatCannotBeSyncedGivesItsPlaceBack(RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            Pipeline pipeline = new Pipeline(new LeaseProvider(pool).getConnection(), true);
            pipeline.set("key", "value");
            server.restart();

            assertThatThrownBy(pipeline::close).isInstanceOf(JedisConnectionException.class);

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.commands().get("key")).isNull();
        }
    }

    @Test
    void aTransactionThatCannotBeExecutedGivesItsPlaceBack(RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            assertThatThrownBy(() -> {
                        try (Transaction transaction =
                                new Transaction(new LeaseProvider(pool).getConnection(), true, true)) {
                            transaction.set("key", "value");
                            server.restart();
                            transaction.exec();
                        }
                    })
                    .isInstanceOf(JedisConnectionException.class);

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThat(pool.commands().get("key")).isNull();
        }
    }

    @Test
    void aScanThatIsGivenUpHoldsNothing(RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            IntStream.range(0, 100).forEach(i -> pool.commands().set("key" + i, "value"));
            ScanIteration scan = pool.commands().scanIteration(10, "key*");

            assertThat(scan.nextBatchList()).isNotEmpty();

            assertThat(scan.isIterationCompleted()).isFalse();
            assertThat(pool.getMetrics().inUse()).isZero();
        }
    }

    @Test
    void aCommandThatFailsHoldsNothing(RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            pool.commands().set("text", "value");

            assertThatThrownBy(() -> pool.commands().lpop("text")).isInstanceOf(JedisDataException.class);
            assertThatThrownBy(() -> pool.commands().set("key", (String) null)).isInstanceOf(RuntimeException.class);

            assertThat(pool.getMetrics().inUse()).isZero();
        }
    }

    @Test
    void aPipelineThatNobodyCanCloseAnyMoreIsClosedByThePool(RedisServer server) {
        try (RedisPool pool = poolOfOne(server, config -> config)) {
            forgetPipeline(pool);
            assertThat(pool.getMetrics().inUse()).isEqualTo(1);

            await().until(() -> {
                System.gc();
                return pool.getMetrics().inUse() == 0;
            });

            assertThat(pool.commands().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aPipelineThatIsStillNeededIsNotClosedByThePool(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            Pipeline needed = new Pipeline(new LeaseProvider(pool).getConnection(), true);
            Response<Long> response = needed.incr("counter");
            forgetPipeline(pool);

            await().until(() -> {
                System.gc();
                return pool.getMetrics().inUse() == 1;
            });

            needed.close();
            assertThat(response.get()).isEqualTo(1);
        }
    }

    @Test
    void aPipelineThatIsHeldForTooLongIsReportedAndReclaimed(RedisServer server) {
        Queue<LeakReport> reports = new ConcurrentLinkedQueue<>();
        try (RedisPool pool = poolOfOne(
                server,
                config -> config.leakDetectionThreshold(Duration.ofMillis(10))
                        .leakReclaimTimeout(Duration.ofMillis(50)))) {
            pool.addListener(new PoolListener() {
                @Override
                public void leakDetected(LeakReport report) {
                    reports.add(report);
                }
            });
            Pipeline held = new Pipeline(new LeaseProvider(pool).getConnection(), true);

            await().until(() -> {
                pool.cleanup();
                return pool.getMetrics().total() == 0; // Destroyed, not only taken away.
            });

            assertThat(reports)
                    .allSatisfy(report -> assertThat(report.acquiredAt()).hasStackTraceContaining("LeaseProvider"));
            assertThatThrownBy(() -> {
                        held.set("key", "value");
                        held.sync();
                    })
                    .isInstanceOf(JedisConnectionException.class);
            assertThat(pool.commands().get("key")).isNull();
        }
    }

    private static void forgetPipeline(RedisPool pool) {
        new Pipeline(new LeaseProvider(pool).getConnection(), true).set("key", "forgotten");
    }

    private static RedisPool poolOfOne(RedisServer server, UnaryOperator<PoolConfig.Builder> settings) {
        return RedisPools.to(
                server, config -> settings.apply(config.maxSize(1).connectionTimeout(Duration.ofSeconds(5))));
    }

    private static Named<Mishap> mishap(String name, Mishap mishap) {
        return Named.of(name, mishap);
    }
}
