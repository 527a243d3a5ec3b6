package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;

/** The pools of one application context, the application's own beans included. */
final class PoolBeansOfContext {

    private PoolBeansOfContext() {}

    /** Each once, also when it has several bean names. */
    static Collection<Pool<?>> in(ListableBeanFactory beans) {
        Set<Pool<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Collection<Pool<?>> pools = new ArrayList<>();
        beans.getBeansOfType(Pool.class, false, true).forEach((name, pool) -> {
            if (seen.add(pool)) {
                pools.add(pool);
            }
        });
        return pools;
    }
}
