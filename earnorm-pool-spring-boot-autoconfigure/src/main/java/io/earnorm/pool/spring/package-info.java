/** Pools from {@code earnorm.pool.*}. */
@NullMarked
package io.earnorm.pool.spring;

import org.jspecify.annotations.NullMarked;
