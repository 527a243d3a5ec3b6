/** Pools without Spring. */
@NullMarked
package io.earnorm.pool.samples.plainjava;

import org.jspecify.annotations.NullMarked;
