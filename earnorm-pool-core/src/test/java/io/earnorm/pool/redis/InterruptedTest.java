package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A thread that is interrupted in a BLPOP gives its lease back, still interrupted; the next one has a clean connection. */
@WithRedis
class InterruptedTest {

    private final RedisServer server = RedisServer.builder().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aThreadWaitsOnForItsTimeout() throws Exception {
        interruptInBlpop("2s", task -> {
            Thread thread = new Thread(task);
            thread.start();
            return thread;
        });
    }

    /** The runtime closes the socket under a virtual thread that is interrupted: it waits for nothing. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadLosesItsSocketAtOnce() throws Exception {
        interruptInBlpop("60s", task -> (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
    }

    private interface Starter {
        Thread start(Runnable task) throws Exception;
    }

    private void interruptInBlpop(String socketTimeout, Starter starter) throws Exception {
        try (RedisPool pool = RedisPools.to(
                server.uri(), config -> config.maxSize(1).extraConfig(Map.of("socket_timeout", socketTimeout)))) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread popping = starter.start(() -> {
                try (Lease<Jedis> lease = pool.acquire()) {
                    failure.set(catchThrowable(() -> lease.connection().sendCommand(Command.BLPOP, "list", "0")));
                } finally {
                    stillInterrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            CarelessActs.awaitBlocked(server);
            popping.interrupt();

            assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failure.get()).isInstanceOf(JedisConnectionException.class);
            pool.run(jedis -> {
                assertThat(jedis.rpush("list", "element")).isEqualTo(1); // Nobody pops it any more.
                assertThat(jedis.lpop("list")).isEqualTo("element");
            });
        }
    }
}
