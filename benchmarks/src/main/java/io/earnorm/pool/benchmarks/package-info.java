/** What the pool costs, measured against its peers. */
@NullMarked
package io.earnorm.pool.benchmarks;

import org.jspecify.annotations.NullMarked;
