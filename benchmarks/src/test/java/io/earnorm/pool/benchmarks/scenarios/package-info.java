/** Every scenario runs, and what is computed is right. */
@NullMarked
package io.earnorm.pool.benchmarks.scenarios;

import org.jspecify.annotations.NullMarked;
