/** Tests of the auto-configuration. */
@NullMarked
package io.earnorm.pool.spring.data;

import org.jspecify.annotations.NullMarked;
