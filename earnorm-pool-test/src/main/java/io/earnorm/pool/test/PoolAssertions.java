package io.earnorm.pool.test;

import io.earnorm.pool.Pool;
import org.jspecify.annotations.Nullable;

/** The way into the assertions about pools. */
public final class PoolAssertions {

    private PoolAssertions() {}

    /**
     * Begins an assertion.
     *
     * @param pool any pool, also one that is closed
     * @return what can be said of it
     */
    public static PoolAssert assertThatPool(@Nullable Pool<?> pool) {
        return new PoolAssert(pool);
    }
}
