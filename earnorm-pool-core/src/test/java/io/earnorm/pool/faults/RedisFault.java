package io.earnorm.pool.faults;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool, a gate and a server, all with short limits. */
final class RedisFault implements AutoCloseable {

    /** Of an acquire and a command together. */
    private static final Duration LIMIT = Duration.ofMillis(400);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RedisServer server;
    private final TcpGate gate;
    private final PoolConfig.Builder config = PoolConfig.builder()
            .minSize(0)
            .maxSize(4)
            .connectionTimeout(Duration.ofMillis(250))
            .connectTimeout(Duration.ofMillis(200))
            .validationTimeout(Duration.ofMillis(150))
            .initializationFailTimeout(Duration.ofMillis(-1))
            .extraConfig(Map.of("socket_timeout", "150ms"));
    private final PoolOptions.Builder options = PoolOptions.builder();
    private @Nullable RedisPool pool;

    RedisFault(RedisServer server) {
        this.server = server;
        this.gate = TcpGate.to(server.port());
        options.uri("redis://127.0.0.1:" + gate.port());
    }

    RedisServer server() {
        return server;
    }

    TcpGate gate() {
        return gate;
    }

    /** With a breaker that opens at the fifth failure in a row. */
    RedisFault withBreaker() {
        options.resilience(Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .open(Duration.ofMillis(100))
                        .build())
                .build());
        return this;
    }

    /** Each connection is asked whether it lives before it is lent. */
    RedisFault alwaysValidating() {
        config.validationInterval(Duration.ZERO).validationTimeout(Duration.ofMillis(150));
        return this;
    }

    /** With limits that no slow line and no busy machine exceeds. */
    RedisFault patient() {
        config.connectionTimeout(PATIENCE)
                .connectTimeout(PATIENCE)
                .validationTimeout(PATIENCE)
                .extraConfig(Map.of("socket_timeout", PATIENCE));
        return this;
    }

    RedisFault withPassword(Supplier<String> password) {
        options.credentials(() -> Credentials.ofPassword(password.get()));
        return this;
    }

    RedisPool pool() {
        if (pool == null) {
            pool = RedisPool.create(options.config(config.build()).build());
        }
        return pool;
    }

    /** Each caller has its words repeated. */
    Experiment echoes() {
        return asking(token -> pool().execute(jedis -> jedis.echo(token)));
    }

    /** Each caller writes a value of its own and reads it. */
    Experiment writes() {
        return asking(token -> pool().execute(jedis -> {
            jedis.set(token, token);
            return jedis.get(token);
        }));
    }

    Experiment asking(Question question) {
        return new Experiment(pool(), gate, question, LIMIT, 0);
    }

    @Override
    public void close() {
        pool().close(Duration.ZERO);
        gate.close();
    }
}
