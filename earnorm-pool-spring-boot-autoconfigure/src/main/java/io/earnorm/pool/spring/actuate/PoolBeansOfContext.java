package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.redis.RedisClusterPool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.ListableBeanFactory;

/** The pools of one application context, the application's own beans included. */
final class PoolBeansOfContext {

    private PoolBeansOfContext() {}

    /** Each once, also when it has several bean names; a cluster is one. */
    static Collection<ManagedPool> in(ListableBeanFactory beans) {
        Set<ManagedPool> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Collection<ManagedPool> pools = new ArrayList<>();
        beans.getBeansOfType(ManagedPool.class, false, true).forEach((name, pool) -> {
            if (seen.add(pool)) {
                pools.add(pool);
            }
        });
        return pools;
    }

    /**
     * Visits each; of a cluster the pool of each node, also of those that are made later.
     *
     * @return ends that
     */
    static Runnable each(ListableBeanFactory beans, Consumer<Pool<?>> visitor) {
        List<Runnable> ends =
                in(beans).stream().map(managed -> each(managed, visitor)).toList();
        return () -> ends.forEach(Runnable::run);
    }

    /** The same of one pool, or one cluster. */
    static Runnable each(ManagedPool managed, Consumer<Pool<?>> visitor) {
        if (managed instanceof Pool<?> pool) {
            visitor.accept(pool);
        } else if (managed instanceof RedisClusterPool cluster) {
            cluster.addNodeListener(visitor);
            return () -> cluster.removeNodeListener(visitor);
        }
        return () -> {};
    }

    /** The pools of a cluster's nodes; none of what is no cluster. */
    static Collection<? extends Pool<?>> nodes(ManagedPool pool) {
        return pool instanceof RedisClusterPool cluster ? cluster.nodes().values() : List.of();
    }
}
