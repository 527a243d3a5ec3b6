package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.spring.actuate.PoolOperations.Sizes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable; // The one that both generations take for "may be left out".

/** Shows every pool, and one pool with its connections and leaks; changes one only where the application allows it. */
@Endpoint(id = "earnormpools", defaultAccess = Access.READ_ONLY)
final class PoolsEndpoint {

    private final Collection<ManagedPool> pools;
    private final LeakReports leaks;
    private final PoolOperations operations;

    PoolsEndpoint(Collection<ManagedPool> pools, LeakReports leaks, PoolOperations operations) {
        this.pools = pools;
        this.leaks = leaks;
        this.operations = operations;
    }

    /** All pools, by name; of a cluster also the pool of each node. */
    @ReadOperation
    PoolReport.All pools() {
        Map<String, PoolReport> reports = new TreeMap<>();
        for (ManagedPool pool : pools) {
            reports.put(pool.name(), PoolReport.of(pool));
            PoolBeansOfContext.nodes(pool).forEach(node -> reports.put(node.name(), PoolReport.of(node)));
        }
        return new PoolReport.All(reports);
    }

    /** One pool; null, which is answered with 404, when there is none of that name. */
    @ReadOperation
    @Nullable
    PoolReport.Details pool(@Selector String name) {
        return operations
                .find(name)
                .map(pool -> PoolReport.Details.of(pool, leaks.of(pool)))
                .orElse(null);
    }

    /** Does something to a pool; over HTTP {@link PoolsWebExtension} is asked instead. */
    @WriteOperation
    PoolChange change(
            @Selector String name, @Selector String operation, @Nullable Integer minSize, @Nullable Integer maxSize) {
        return operations.perform("JMX", name, operation, new Sizes(minSize, maxSize));
    }
}
