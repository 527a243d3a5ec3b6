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

    /** Whether a pool is the only one of its kind, or the primary one. */
    boolean isMain(PoolDefinition pool) {
        return pool.settings().isPrimary()
                || pools.values().stream()
                                .filter(other -> other.backend() == pool.backend())
                                .filter(other -> other.isCluster() == pool.isCluster())
                                .count()
                        == 1;
    }

    @Nullable
    PoolDefinition find(String pool) {
        return pools.get(pool);
    }
}
