package io.earnorm.pool.samples.quickstart.orders;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/orders")
class OrderController {

    private static final int SHOWN = 10;

    private final OrderService orders;
    private final OrderCache cache;

    OrderController(OrderService orders, OrderCache cache) {
        this.orders = orders;
        this.cache = cache;
    }

    @PostMapping
    ResponseEntity<Order> create(@RequestBody NewOrder order) {
        Order created = orders.create(order);
        return ResponseEntity.created(URI.create("/orders/" + created.id())).body(created);
    }

    /** The header says where the order came from. */
    @GetMapping("/{id}")
    ResponseEntity<Order> find(@PathVariable String id) {
        return orders.find(id)
                .map(found -> ResponseEntity.ok()
                        .header("X-Read-From", found.source().name().toLowerCase(Locale.ROOT))
                        .body(found.order()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping
    List<Order> latest() {
        return orders.latest(SHOWN);
    }

    @GetMapping("/popular")
    List<OrderCache.Popular> popular() {
        return cache.popular(SHOWN);
    }
}
