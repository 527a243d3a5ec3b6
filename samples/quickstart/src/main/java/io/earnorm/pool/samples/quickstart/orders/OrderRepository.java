package io.earnorm.pool.samples.quickstart.orders;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoCollection;
import io.earnorm.pool.mongodb.MongoConnection;
import io.earnorm.pool.mongodb.MongoPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Orders in MongoDB. */
@Component
class OrderRepository {

    private final MongoPool pool;

    OrderRepository(MongoPool pool) {
        this.pool = pool;
    }

    /** Runs once: a repeated insert could store the order twice, or fail because it did. */
    void insert(Order order) {
        pool.run(connection -> orders(connection).insertOne(order));
    }

    /** A read may be repeated when its connection breaks. */
    Optional<Order> find(String id) {
        return pool.executeIdempotent(connection ->
                Optional.ofNullable(orders(connection).find(eq("_id", id)).first()));
    }

    /** Keys grow with time, so the latest come first. */
    List<Order> latest(int limit) {
        return pool.executeIdempotent(connection ->
                orders(connection).find().sort(descending("_id")).limit(limit).into(new ArrayList<>()));
    }

    private static MongoCollection<Order> orders(MongoConnection connection) {
        return connection.collection("orders", Order.class);
    }
}
