package io.earnorm.pool.spring.deployed;

import io.earnorm.pool.redis.RedisPool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.util.KeyValue;

/** Waits for an element of a list, and then asks how many are left: two leases for one request. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = { // Nobody listens where they connect. Of either generation.
            "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration"
        })
@RestController
class QueueApplication {

    private static final double SECONDS = 20;

    private final RedisPool pool;

    QueueApplication(RedisPool pool) {
        this.pool = pool;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(QueueApplication.class, arguments);
    }

    @GetMapping("/next")
    String next() {
        KeyValue<String, String> next = pool.execute(jedis -> jedis.blpop(SECONDS, "queue"));
        long left = pool.execute(jedis -> jedis.llen("queue"));
        return "%s, %d left".formatted(next.getValue(), left);
    }
}
