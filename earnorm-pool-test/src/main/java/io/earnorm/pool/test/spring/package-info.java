/** For tests of Spring applications. */
@NullMarked
package io.earnorm.pool.test.spring;

import org.jspecify.annotations.NullMarked;
