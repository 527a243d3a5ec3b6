/** Measures what the pools add to an application's start. */
@NullMarked
package io.earnorm.pool.spring.startup;

import org.jspecify.annotations.NullMarked;
