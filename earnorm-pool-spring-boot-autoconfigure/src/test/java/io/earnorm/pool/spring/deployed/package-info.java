/** Tests of the auto-configuration. */
@NullMarked
package io.earnorm.pool.spring.deployed;

import org.jspecify.annotations.NullMarked;
