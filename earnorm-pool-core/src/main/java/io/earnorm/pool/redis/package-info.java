/**
 * Redis through Jedis 6, 7 or 8: a {@link io.earnorm.pool.redis.RedisPool} has one physical connection per slot.
 */
@NullMarked
package io.earnorm.pool.redis;

import org.jspecify.annotations.NullMarked;
