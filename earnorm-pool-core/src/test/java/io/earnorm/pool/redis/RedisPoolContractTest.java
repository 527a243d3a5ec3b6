package io.earnorm.pool.redis;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.contract.PoolContractTest;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The contract, kept for connections to a real redis-server, which is killed and started again. */
@WithRedis
final class RedisPoolContractTest extends PoolContractTest<Jedis> {

    private RedisServer server;
    private boolean down;

    @BeforeEach
    void useServer(RedisServer server) {
        this.server = server;
    }

    @Override
    protected Pool<Jedis> newPool(PoolConfig config) {
        return RedisPool.create(
                PoolOptions.builder().uri(server.uri()).config(config).build());
    }

    @Override
    public void breakDown() {
        server.kill();
        down = true;
    }

    @Override
    public void heal() {
        if (down) {
            server.restart();
            down = false;
        }
    }

    @Override
    public Exception breakingFailure() {
        return new JedisConnectionException("connection reset");
    }
}
