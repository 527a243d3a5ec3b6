/** How a pool is set up: immutable settings that cannot exist in a wrong state. */
@NullMarked
package io.earnorm.pool.config;

import org.jspecify.annotations.NullMarked;
