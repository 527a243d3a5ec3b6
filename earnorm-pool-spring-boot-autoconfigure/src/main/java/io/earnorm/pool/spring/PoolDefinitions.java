package io.earnorm.pool.spring;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is written below {@code earnorm.pool}.
 *
 * @param defaults what every pool starts from
 * @param templates what pools may start from next, by name
 * @param pools by name, in order of appearance
 */
record PoolDefinitions(PoolSettings defaults, Map<String, PoolSettings> templates, Map<String, PoolDefinition> pools) {

    Collection<PoolDefinition> all() {
        return pools.values();
    }

    @Nullable
    PoolDefinition find(String pool) {
        return pools.get(pool);
    }
}
