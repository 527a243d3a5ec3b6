package io.earnorm.pool.samples.quickstart.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earnorm.pool.redis.RedisPool;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Copies of orders in Redis, each for a while, and how often each order was read. */
@Component
class OrderCache {

    private static final String READS = "orders:reads";

    private final RedisPool pool;
    private final ObjectMapper json;
    private final Duration expiry;

    OrderCache(RedisPool pool, ObjectMapper json, @Value("${quickstart.cache-expiry}") Duration expiry) {
        this.pool = pool;
        this.json = json;
        this.expiry = expiry;
    }

    Optional<Order> get(String id) {
        return pool.executeIdempotent(redis -> Optional.ofNullable(redis.get(key(id))))
                .map(this::read);
    }

    /** Writing the same again changes nothing, so this may be repeated, too. */
    void put(Order order) {
        String text = write(order);
        pool.executeIdempotent(redis -> redis.setex(key(order.id()), expiry.toSeconds(), text));
    }

    /** Runs once: repeated, it would count twice. */
    void countRead(String id) {
        pool.run(redis -> redis.zincrby(READS, 1, id));
    }

    /** The orders read most often. Nothing but Redis knows this, so it fails while Redis is down. */
    List<Popular> popular(int limit) {
        return pool.executeIdempotent(redis -> redis.zrevrangeWithScores(READS, 0, limit - 1L)).stream()
                .map(entry -> new Popular(entry.getElement(), (long) entry.getScore()))
                .toList();
    }

    private static String key(String id) {
        return "order:" + id;
    }

    private String write(Order order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Order read(String text) {
        try {
            return json.readValue(text, Order.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An order that is read often.
     *
     * @param id the order
     * @param reads how often it was read
     */
    record Popular(String id, long reads) {}
}
