package io.earnorm.pool.samples.custom;

import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;

/**
 * Makes the pool available by name: {@code PoolFactory.create("lines", options)} in plain Java, {@code
 * type: lines} in YAML. Found through {@code META-INF/services/io.earnorm.pool.PoolBackend}.
 */
public final class LineBackend implements PoolBackend {

    static final String NAME = "lines";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LinePool create(PoolOptions options) {
        return new LinePool(options);
    }
}
