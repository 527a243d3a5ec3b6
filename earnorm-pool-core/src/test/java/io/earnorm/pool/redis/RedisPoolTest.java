package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

@WithRedis
class RedisPoolTest {

    @Test
    void aLeasedJedisReadsAndWrites(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            try (Lease<Jedis> lease = pool.acquire()) {
                Jedis jedis = lease.connection();
                assertThat(jedis.set("greeting", "hello")).isEqualTo("OK");
                assertThat(jedis.get("greeting")).isEqualTo("hello");
                assertThat(jedis.del("greeting")).isEqualTo(1);
                assertThat(jedis.get("greeting")).isNull();
            }
            assertThat(pool.getMetrics().idle()).isEqualTo(1);
        }
    }

    @Test
    void workIsExecutedOnAConnectionThatIsUsedAgain(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            long first = pool.execute(jedis -> jedis.incr("counter"));
            long second = pool.execute(jedis -> jedis.incr("counter"));
            pool.run(jedis -> jedis.incr("counter"));

            assertThat(first).isEqualTo(1);
            assertThat(second).isEqualTo(2);
            assertThat(server.clientList()).hasSize(1);
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionCanBeTakenAndPutBackWithoutALease(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            Jedis jedis = pool.get();
            jedis.set("key", "value");
            pool.put(jedis);

            assertThat(pool.getMetrics().inUse()).isZero();
            assertThatThrownBy(() -> pool.put(jedis)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aPoolIsOfRedisAndStartsNothingBeforeItsFirstUse(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.minSize(2))) {
            assertThat(pool.backend()).isEqualTo("redis");
            assertThat(pool.name()).isEqualTo("redis");
            assertThat(pool.state()).isEqualTo(PoolState.NEW);
            assertThat(server.clientList()).isEmpty();

            pool.init();

            RedisPools.awaitIdle(pool, 2);
            assertThat(server.clientList()).hasSize(2);
        }
    }

    @Test
    void closingThePoolLeavesNoClientAtTheServer(RedisServer server) {
        RedisPool pool = RedisPools.to(server, config -> config.minSize(3));
        pool.init();
        RedisPools.awaitIdle(pool, 3);

        pool.close();

        ConnectTest.awaitNoClients(server);
    }

    @Test
    void closingThePoolUnderLoadLetsWorkFinishAndLeavesNoClientAtTheServer(RedisServer server) throws Exception {
        RedisPool pool = RedisPools.to(server, config -> config.drainTimeout(Duration.ofSeconds(30)));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            server.run(jedis -> jedis.set("counter", "0"));
            List<Lease<Jedis>> working = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                working.add(pool.acquire());
            }
            Future<?> closing = workers.submit(() -> pool.close());
            for (Lease<Jedis> lease : working) {
                try (lease) {
                    lease.connection().incr("counter");
                }
            }
            closing.get();

            String counted = server.admin(jedis -> jedis.get("counter"));
            assertThat(counted).isEqualTo("4");
            ConnectTest.awaitNoClients(server);
        } finally {
            workers.shutdownNow();
            pool.close(Duration.ZERO);
        }
    }

    @Test
    void aMistakeOfTheCallerKeepsTheConnection(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            pool.run(jedis -> jedis.set("text", "value"));
            List<String> before = RedisPools.ids(server);

            assertThatThrownBy(() -> pool.execute(jedis -> jedis.incr("text")))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("not an integer");
            assertThatThrownBy(() -> pool.execute(jedis -> jedis.lpop("text")))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("WRONGTYPE");

            pool.run(Jedis::ping);
            assertThat(RedisPools.ids(server)).isEqualTo(before);
            assertThat(pool.getStatistics().evictions()).isEmpty();
        }
    }

    @Test
    void closingTheLeasedJedisIsHarmless(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server)) {
            Lease<Jedis> first = pool.acquire();
            Jedis jedis = first.connection();
            jedis.close();
            assertThat(jedis.ping()).isEqualTo("PONG");
            first.close();

            try (Lease<Jedis> second = pool.acquire()) {
                jedis.close(); // Late, when the connection is somebody else's.
                assertThat(second.connection().ping()).isEqualTo("PONG");
                assertThat(pool.getMetrics().inUse()).isEqualTo(1);
            }
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatIsOutOfStepIsNotLentAgain(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.maxSize(1))) {
            pool.run(jedis -> jedis.multi().set("key", "value"));

            String read = pool.execute(jedis -> jedis.get("key"));

            assertThat(read).isNull();
            assertThat(pool.getStatistics().evictions()).containsEntry(EvictionReason.INVALID, 1L);
        }
    }

    @Test
    void aJedisThatWasPutBackTouchesNothingAnyMore(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.maxSize(1))) {
            Jedis put = pool.get();
            pool.put(put);

            assertThatThrownBy(put::ping)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Acquire another one");
            assertThat(put.isBroken()).isTrue();
            assertThat(put.isConnected()).isFalse();
            pool.run(Jedis::ping);
            assertThat(pool.getStatistics().created()).isEqualTo(1);
        }
    }

    @Test
    void whatTheServerSaysUnaskedReachesNoOtherHolder(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server, config -> config.maxSize(1))) {
            pool.run(jedis -> {
                jedis.sendCommand(Command.HELLO, "3");
                jedis.sendCommand(Command.CLIENT, "TRACKING", "ON", "BCAST");
                server.run(other -> other.set("key", "changed"));
            });

            pool.run(jedis -> {
                assertThat(jedis.get("key")).isEqualTo("changed");
                assertThat(Borrower.state(jedis)).doesNotContainEntry("resp", "3");
            });
        }
    }

    @Test
    void whoLogsOutHimselfCostsTheOthersNothing() {
        try (RedisServer server = RedisServer.builder().password("secret").start();
                RedisPool pool = RedisPools.to(server.uri().replace("//", "//:secret@"), config -> config.maxSize(2))) {
            for (Consumer<Jedis> careless : List.<Consumer<Jedis>>of(
                    jedis -> jedis.sendCommand(Command.RESET),
                    jedis -> catchThrowable(() -> jedis.sendCommand(Command.HELLO, "2", "AUTH", "joe", "wrong")))) {
                assertThatThrownBy(() -> pool.run(jedis -> {
                            careless.accept(jedis);
                            jedis.sendCommand(Command.RESET);
                            jedis.get("key");
                        }))
                        .hasMessageStartingWith("NOAUTH");

                assertThat(pool.<String, RuntimeException>execute(Jedis::ping)).isEqualTo("PONG");
            }
            assertThat(pool.getStatistics().evictions()).doesNotContainKey(EvictionReason.BROKEN);
        }
    }

    @Test
    void theDatabaseIsSelectedOnEveryConnection(RedisServer server) {
        try (RedisPool pool = RedisPools.to(server.uri() + "/7", config -> config)) {
            pool.run(jedis -> jedis.set("key", "of seven"));
            pool.clear();

            String read = pool.execute(jedis -> jedis.get("key"));

            assertThat(read).isEqualTo("of seven");
            assertThat(RedisPools.only(server).get("db")).isEqualTo("7");
        }
    }

    @Test
    void aWrongPasswordFailsTheAcquireAtOnceAndWithoutShowingIt() {
        try (RedisServer server = RedisServer.builder().password("right").start();
                RedisPool pool = RedisPools.to(server.uri().replace("//", "//joe:hunter2@"), config -> config)) {
            long start = System.nanoTime();

            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasCauseInstanceOf(JedisAccessControlException.class)
                    .hasRootCauseMessage("WRONGPASS invalid username-password pair or user is disabled.")
                    .hasMessageNotContaining("hunter2");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(pool.toString()).doesNotContain("hunter2");
            assertThat(pool.checkHealth().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aPasswordThatChangesIsUsedByTheNextConnection() {
        try (RedisServer server = RedisServer.builder().password("first").start()) {
            String[] current = {"first"};
            PoolOptions options = PoolOptions.builder()
                    .uri(server.uri())
                    .credentials(() -> Credentials.ofPassword(current[0]))
                    .config(PoolConfig.builder().minSize(0).build())
                    .build();
            try (RedisPool pool = RedisPool.create(options)) {
                pool.run(Jedis::ping);
                server.run(jedis -> jedis.configSet("requirepass", "second"));
                current[0] = "second";
                pool.clear();

                String answer = pool.execute(Jedis::ping);

                assertThat(answer).isEqualTo("PONG");
            }
        }
    }
}
