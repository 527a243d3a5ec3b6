/** The faults of {@code docs/faults.md} for Redis, with a real {@code redis-server} behind a gate. */
@NullMarked
package io.earnorm.pool.faults.redis;

import org.jspecify.annotations.NullMarked;
