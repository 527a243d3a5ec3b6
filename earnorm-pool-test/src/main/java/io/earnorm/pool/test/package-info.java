/** For tests of code that uses pools: assertions, and a backend in memory. */
@NullMarked
package io.earnorm.pool.test;

import org.jspecify.annotations.NullMarked;
