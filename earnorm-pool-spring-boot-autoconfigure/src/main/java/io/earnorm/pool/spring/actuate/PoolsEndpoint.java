package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows every pool, and one pool with its connections. */
@Endpoint(id = "earnormpools")
final class PoolsEndpoint {

    private final Collection<Pool<?>> pools;

    PoolsEndpoint(Collection<Pool<?>> pools) {
        this.pools = pools;
    }

    /** All pools, by name. */
    @ReadOperation
    PoolReport.All pools() {
        Map<String, PoolReport> reports = new TreeMap<>();
        pools.forEach(pool -> reports.put(pool.name(), PoolReport.of(pool)));
        return new PoolReport.All(reports);
    }

    /** One pool; null, which is answered with 404, when there is none of that name. */
    @ReadOperation
    PoolReport.@Nullable Details pool(@Selector String name) {
        return pools.stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .map(PoolReport.Details::of)
                .orElse(null);
    }
}
