/**
 * A real {@code redis-server} for tests: {@link io.earnorm.pool.testing.redis.WithRedis} for one per test class, {@link
 * io.earnorm.pool.testing.redis.RedisServer} for one of one's own.
 */
@NullMarked
package io.earnorm.pool.testing.redis;

import org.jspecify.annotations.NullMarked;
