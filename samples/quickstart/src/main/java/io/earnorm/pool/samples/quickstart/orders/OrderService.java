package io.earnorm.pool.samples.quickstart.orders;

import io.earnorm.pool.exception.PoolException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Cache-aside: look into the cache, else into the database, and keep a copy. MongoDB has the truth; without
 * the cache orders are read more slowly, but they are read.
 */
@Component
public class OrderService {

    private static final Logger log = LoggerFactory.getLogger(OrderService.class);

    private final OrderRepository repository;
    private final OrderCache cache;

    OrderService(OrderRepository repository, OrderCache cache) {
        this.repository = repository;
        this.cache = cache;
    }

    /**
     * Stores an order.
     *
     * @param order what was ordered
     * @return the order with its key
     */
    public Order create(NewOrder order) {
        Order stored = order.toOrder();
        repository.insert(stored);
        return stored;
    }

    /**
     * Reads an order.
     *
     * @param id its key
     * @return the order and where it came from, or empty when there is none
     */
    public Optional<Found> find(String id) {
        Optional<Found> cached = withoutFail(() -> cache.get(id)).map(order -> new Found(order, Source.CACHE));
        Optional<Found> found = cached.isPresent() ? cached : load(id);
        found.ifPresent(any -> withoutFail(() -> {
            cache.countRead(id);
            return Optional.empty();
        }));
        return found;
    }

    private Optional<Found> load(String id) {
        Optional<Order> stored = repository.find(id);
        stored.ifPresent(order -> withoutFail(() -> {
            cache.put(order);
            return Optional.empty();
        }));
        return stored.map(order -> new Found(order, Source.DATABASE));
    }

    List<Order> latest(int limit) {
        return repository.latest(limit);
    }

    /** What the cache cannot do now is left undone. While Redis is down its pool refuses within microseconds. */
    private static <T> Optional<T> withoutFail(Supplier<Optional<T>> step) {
        try {
            return step.get();
        } catch (PoolException | JedisException e) {
            log.debug("The cache is passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Where an order was read. */
    public enum Source {
        /** From Redis. */
        CACHE,
        /** From MongoDB. */
        DATABASE
    }

    /**
     * An order, and where it was read.
     *
     * @param order the order
     * @param source where it was read
     */
    public record Found(Order order, Source source) {}
}
