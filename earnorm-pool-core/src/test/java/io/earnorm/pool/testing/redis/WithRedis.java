package io.earnorm.pool.testing.redis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the methods of a test class a {@link RedisServer} parameter: one server for the class, running and empty before
 * each test, whatever the test before did to it. Without a {@code redis-server} the class is skipped, or fails with
 * {@code -Dearnorm.test.redis.required=true}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisServerExtension.class)
public @interface WithRedis {}
