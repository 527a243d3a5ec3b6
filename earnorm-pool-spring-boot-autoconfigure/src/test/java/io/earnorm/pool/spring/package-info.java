/** Tests of the auto-configuration. */
@NullMarked
package io.earnorm.pool.spring;

import org.jspecify.annotations.NullMarked;
