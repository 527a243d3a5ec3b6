/** Spring Data on the pools. */
@NullMarked
package io.earnorm.pool.spring.data;

import org.jspecify.annotations.NullMarked;
