package io.earnorm.pool.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the pools of a test's application context small: none keeps connections ready, each has at most {@link
 * #maxSize()}, and after each test class the idle ones are closed. Spring keeps contexts for later test classes; with
 * this, those that nobody uses hold no connections of a server.
 *
 * <p>Other settings are as configured, but for {@code drain-timeout}, which is at most 1 s. Pools that the application makes by
 * itself, without {@code earnorm.pool.*}, keep their sizes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureEarnormPools {

    /**
     * The ceiling of each pool; one that is configured lower stays.
     *
     * @return connections, at least 1
     */
    int maxSize() default 4;

    /**
     * Whether a test fails when it leaves leases behind that do not end within a second.
     *
     * @return false where something holds connections for longer than a test, such as a subscriber
     */
    boolean checkLeases() default false;
}
