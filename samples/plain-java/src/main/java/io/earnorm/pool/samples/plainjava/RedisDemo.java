package io.earnorm.pool.samples.plainjava;

import io.earnorm.pool.PoolFactory;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.redis.RedisPool;
import java.io.PrintStream;
import java.time.Duration;

/** Redis: one connection for a piece of work, or the whole command API with a checkout per command. */
final class RedisDemo {

    private RedisDemo() {}

    static void run(String uri, PrintStream out) {
        PoolOptions options = PoolOptions.builder()
                .name("sessions")
                .uri(uri)
                .config(PoolConfig.builder()
                        .maxSize(4)
                        .initializationFailTimeout(Duration.ofSeconds(10))
                        .build())
                .build();
        try (RedisPool pool = PoolFactory.create("redis", options, RedisPool.class)) {
            pool.run(redis -> redis.set("greeting", "hello from Redis"));
            out.println("redis: " + pool.commands().get("greeting"));
            out.println("redis: up? " + pool.checkHealth().up());
        }
    }
}
