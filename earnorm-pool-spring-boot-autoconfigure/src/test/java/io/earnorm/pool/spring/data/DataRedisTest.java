package io.earnorm.pool.spring.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What Spring Data does with the pool's one connection, and how it comes back. */
@WithRedis
class DataRedisTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

    @Test
    void eachOperationIsOneLease(RedisServer server) {
        run(server, (template, pool) -> {
            template.opsForValue().set("a", "1");
            template.opsForHash().put("h", "field", "2");
            assertThat(template.opsForValue().get("a")).isEqualTo("1");
            assertThat(pool.getStatistics().acquired()).isEqualTo(3);
            assertThat(pool.getMetrics().inUse()).isZero();
        });
    }

    @Test
    void aSessionCallbackIsOneLeaseAndItsTransactionOneStep(RedisServer server) {
        run(server, (template, pool) -> {
            List<Object> results = template.execute(new Transaction());
            assertThat(results).containsExactly(true, 2L);
            assertThat(pool.getStatistics().acquired()).isEqualTo(1);
        });
    }

    @Test
    void aPipelineReadsAllItsReplies(RedisServer server) {
        run(server, (template, pool) -> {
            List<Object> results = template.executePipelined((RedisConnection connection) -> {
                connection.stringCommands().set(KEY, VALUE);
                connection.stringCommands().get(KEY);
                return null;
            });
            assertThat(results).containsExactly(true, "value");
            assertClean(template, pool);
        });
    }

    @Test
    void aTransactionThatWasGivenUpIsGone(RedisServer server) {
        run(server, (template, pool) -> {
            careless(template, connection -> {
                connection.multi();
                connection.stringCommands().set(KEY, VALUE);
            });
            assertThat(template.hasKey("key")).isFalse();
            assertClean(template, pool);
        });
    }

    @Test
    void aPipelineThatWasGivenUpLeavesNoReplies(RedisServer server) {
        run(server, (template, pool) -> {
            careless(template, connection -> {
                connection.openPipeline();
                connection.stringCommands().set(KEY, VALUE);
                connection.stringCommands().get(KEY);
            });
            assertClean(template, pool);
        });
    }

    @Test
    void watchedKeysAndAnotherDatabaseAreNotTheNextHoldersBusiness(RedisServer server) {
        run(server, (template, pool) -> {
            careless(template, connection -> connection.watch(KEY));
            careless(template, connection -> connection.select(5));
            template.opsForValue().set("key", "value");
            assertThat(server.<String>admin(admin -> admin.get("key"))).isEqualTo("value");
            assertClean(template, pool);
        });
    }

    @Test
    void aConnectionRefusesEverythingOnceItIsClosed(RedisServer server) {
        run(server, (template, pool) -> {
            RedisConnection connection = factory(template).getConnection();
            connection.close();
            connection.close();
            assertThatThrownBy(() -> connection.stringCommands().get(KEY))
                    .isInstanceOf(DataAccessException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertClean(template, pool);
        });
    }

    @Test
    void aConnectionThatBreaksIsReplaced(RedisServer server) {
        run(server, (template, pool) -> {
            template.opsForValue().set("before", "1");
            server.restart();
            await().ignoreExceptions().untilAsserted(() -> assertClean(template, pool));
        });
    }

    @Test
    void anEmptyPoolSaysWhatToDo(RedisServer server) {
        run(server, (template, pool) -> {
            try (var held = pool.acquire()) {
                assertThatThrownBy(() -> template.opsForValue().get("key"))
                        .isInstanceOf(RedisConnectionFailureException.class)
                        .cause()
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageContaining("in use 1 of 1");
            }
            assertClean(template, pool);
        });
    }

    @Test
    void aClosedPoolLendsNothingMore(RedisServer server) {
        run(server, (template, pool) -> {
            template.opsForValue().set("before", "1");
            pool.close();
            assertThatThrownBy(() -> template.opsForValue().get("before"))
                    .isInstanceOf(RedisConnectionFailureException.class)
                    .hasCauseInstanceOf(PoolClosedException.class);
            assertThat(server.clientList()).isEmpty();
        });
    }

    private static void run(RedisServer server, BiConsumer<StringRedisTemplate, RedisPool> story) {
        DataRedisApplications.withPools()
                .withPropertyValues(
                        "earnorm.pool.redis.uri=" + server.uri(),
                        "earnorm.pool.redis.max-size=1",
                        "earnorm.pool.redis.connection-timeout=1s")
                .run(context ->
                        story.accept(context.getBean(StringRedisTemplate.class), context.getBean(RedisPool.class)));
    }

    private static RedisConnectionFactory factory(StringRedisTemplate template) {
        return template.getRequiredConnectionFactory();
    }

    private static void careless(StringRedisTemplate template, Consumer<RedisConnection> act) {
        RedisConnection connection = factory(template).getConnection();
        act.accept(connection);
        connection.close();
    }

    private static void assertClean(StringRedisTemplate template, RedisPool pool) {
        assertThat(template.<String>execute(RedisConnection::ping)).isEqualTo("PONG");
        assertThat(pool.getMetrics().inUse()).isZero();
    }

    private static final class Transaction implements SessionCallback<List<Object>> {

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> List<Object> execute(RedisOperations<K, V> operations) {
            RedisOperations<String, String> strings = (RedisOperations<String, String>) operations;
            strings.watch("counter");
            strings.multi();
            strings.opsForValue().set("greeting", "hello");
            strings.opsForValue().increment("counter", 2);
            return strings.exec();
        }
    }
}
