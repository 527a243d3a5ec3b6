package io.earnorm.pool.testing.redis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the methods of a test class a {@link RedisCluster} parameter: one cluster for all such classes, healed and empty
 * before each test. Without a {@code redis-server} the class is skipped, or fails with
 * {@code -Dearnorm.test.redis.required=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisClusterExtension.class)
public @interface WithRedisCluster {}
