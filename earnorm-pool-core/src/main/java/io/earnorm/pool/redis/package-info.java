/** Redis through Jedis 6, 7 or 8: a pool has one physical connection per slot. */
@NullMarked
package io.earnorm.pool.redis;

import org.jspecify.annotations.NullMarked;
